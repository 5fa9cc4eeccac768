//! Strategies for `proptest`: valid schemas, and pairs of schemas of which one is a realistic mutation of the other.
//!
//! A schema is built from a [`Recipe`]: a short list of tables, types, views and so on that shrinks to readable
//! counter-examples. Whatever a recipe says, [`Recipe::build`] makes a schema of it that PostgreSQL would take, with the
//! texts that PostgreSQL would read back.
//!
//! ```
//! use proptest::prelude::*;
//! use proptest::test_runner::TestRunner;
//! use schema_model::{Schema, strategies};
//!
//! let mut runner = TestRunner::default();
//! runner.run(&strategies::schema(), |schema| {
//!     let again = Schema::from_json(&schema.to_json()).expect("what was written can be read");
//!     prop_assert_eq!(schema, again);
//!     Ok(())
//! })?;
//! # Ok::<(), proptest::test_runner::TestError<Schema>>(())
//! ```

mod build;
mod cluster;
mod names;
mod other;
mod recipe;
mod tree;

use proptest::prelude::*;

use crate::{ObjectId, Schema};

pub use recipe::{
    CheckRecipe, ColumnRecipe, EnumRecipe, FunctionRecipe, IndexRecipe, KeyRecipe, OtherRecipe, Recipe,
    SequenceRecipe, TableRecipe, ViewRecipe,
};
pub use tree::{ChildRecipe, TreeCheckRecipe, TreeRecipe};

/// A server version that generated schemas are for, unless said otherwise.
const MAJOR: u32 = 17;

/// A valid schema as PostgreSQL 17 reads it, with what the databases of its cluster share.
pub fn schema() -> impl Strategy<Value = Schema> {
    (recipe::recipe(), cluster::recipe()).prop_map(|(recipe, cluster)| build(&recipe, &cluster))
}

fn build(recipe: &Recipe, cluster: &cluster::ClusterRecipe) -> Schema {
    let mut schema = recipe.build(MAJOR);
    cluster.add_to(&mut schema);
    schema
}

/// A recipe of a valid schema.
pub fn recipe() -> impl Strategy<Value = Recipe> {
    recipe::recipe()
}

/// Two schemas, the second a mutation of the first: things come, go and change.
pub fn pair() -> impl Strategy<Value = (Schema, Schema)> {
    (recipes(), cluster::recipe(), cluster::recipe())
        .prop_map(|((a, b), first, second)| (build(&a, &first), build(&b, &second)))
}

/// The recipes of such a pair; of the database alone, so that they can be built side by side on one server.
pub fn recipes() -> impl Strategy<Value = (Recipe, Recipe)> {
    recipe::pair()
}

/// An id of any kind that can be in a schema, with odd names.
pub fn object_id() -> impl Strategy<Value = ObjectId> {
    (names::any_name(), names::any_name(), names::any_name(), 0..ids::COUNT).prop_map(ids::id)
}

mod ids {
    use crate::{
        CastName, Grantee, MemberName, MembershipName, MethodName, Name, ObjectId, OperatorName,
        PrivilegeName, QualifiedName, RoutineName, SecurityLabelName, TransformName,
    };

    pub(super) const COUNT: usize = 22;

    /// One id of each shape.
    pub(super) fn id((a, b, c, n): (Name, Name, Name, usize)) -> ObjectId {
        let qualified = || QualifiedName::new(a.clone(), b.clone());
        let member = || MemberName::new(a.clone(), b.clone(), c.clone());
        match n {
            0 => ObjectId::Schema(a),
            1 => ObjectId::Table(qualified()),
            2 => ObjectId::Column(member()),
            3 => ObjectId::Function(RoutineName::new(a, b, ["integer", "character varying"])),
            4 => {
                let odd = format!("\"{}\".\"{}\"[]", a.replace('"', "\"\""), c.replace('"', "\"\""));
                ObjectId::Procedure(RoutineName::new(a, b, [odd.as_str(), "numeric(10,2)"]))
            }
            5 => ObjectId::Function(RoutineName::new(a, b, [""; 0])),
            6 => ObjectId::Comment(ObjectId::Column(member()).into()),
            7 => ObjectId::Owner(ObjectId::Table(qualified()).into()),
            8 => ObjectId::Privilege(PrivilegeName::new(ObjectId::Table(qualified()), Grantee::Public)),
            9 => ObjectId::Privilege(PrivilegeName::new(ObjectId::Table(qualified()), Grantee::Role(c))),
            10 => ObjectId::Privilege(PrivilegeName {
                grantor: Some(c),
                ..PrivilegeName::new(ObjectId::Schema(a), Grantee::Owner)
            }),
            11 => ObjectId::Index(member()),
            12 => ObjectId::Extension(a),
            13 => ObjectId::Operator(OperatorName { schema: a, name: b, left: None, right: "text".into() }),
            14 => ObjectId::Operator(OperatorName {
                schema: a,
                name: b,
                left: Some("numeric(10,2)".into()),
                right: format!("s.\"{}\"", c.replace('"', "\"\"")).into(),
            }),
            15 => ObjectId::OperatorClass(MethodName { schema: a, name: b, method: c }),
            16 => {
                let odd = format!("\"{}\".\"{}\"[]", a.replace('"', "\"\""), c.replace('"', "\"\""));
                ObjectId::Cast(CastName::new(odd, "character varying"))
            }
            17 => ObjectId::Transform(TransformName { type_name: "text".into(), language: a }),
            18 => ObjectId::SecurityLabel(SecurityLabelName::new(ObjectId::Column(member()), c)),
            19 => ObjectId::Membership(MembershipName::new(a, b)),
            20 => ObjectId::Membership(MembershipName { grantor: Some(c), ..MembershipName::new(a, b) }),
            _ => ObjectId::Constraint(member()),
        }
    }
}
