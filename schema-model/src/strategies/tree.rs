//! Trees: a table with others below it, or beside it that could come below.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::build::{TYPES, quoted};
use super::names::name;
use crate::kinds::*;
use crate::{Name, ObjectId, QualifiedName, Schema, SqlText, Why, object_name};

/// A table with children.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the fields are what they are called
pub struct TreeRecipe {
    /// Even: partitioned by list; odd: others inherit from it. (That can't be changed.)
    pub name: u8,
    /// The numbers of its columns besides `id` and the partition key.
    pub columns: Vec<u8>,
    /// Which of its columns are NOT NULL: a bit for each.
    pub required: u8,
    pub checks: Vec<TreeCheckRecipe>,
    pub index: bool,
    pub primary_key: bool,
    /// The number of a table that it refers to, if that has a key.
    pub references: Option<u8>,
    pub children: Vec<ChildRecipe>,
}

/// A check on `id`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct TreeCheckRecipe {
    pub name: u8,
    pub bound: u8,
}

/// A partition or a child; or a table by itself with the same columns.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct ChildRecipe {
    pub name: u8,
    pub below: bool,
    pub required: u8,
    pub checks: Vec<TreeCheckRecipe>,
    pub index: bool,
    pub primary_key: bool,
    /// Whether it refers to the same table as the one above, by itself.
    pub references: bool,
}

pub(super) fn tree() -> impl Strategy<Value = TreeRecipe> {
    let check = || (0..3_u8, 0..3_u8).prop_map(|(name, bound)| TreeCheckRecipe { name, bound });
    let some = || proptest::bool::weighted(0.4);
    let below = proptest::bool::weighted(0.7);
    let child = ((0..6_u8, below, 0..64_u8), vec(check(), 0..3), (some(), some(), some())).prop_map(
        |((name, below, required), checks, (index, primary_key, references))| ChildRecipe {
            name,
            below,
            required,
            checks,
            index,
            primary_key,
            references,
        },
    );
    let columns = vec(0..4_u8, 0..3);
    let references = proptest::option::weighted(0.4, 0..4_u8);
    ((0..4_u8, columns, 0..64_u8), vec(check(), 0..3), (some(), some(), references), vec(child, 0..4))
        .prop_map(|((name, columns, required), checks, (index, primary_key, references), children)| {
            TreeRecipe { name, columns, required, checks, index, primary_key, references, children }
        })
}

impl TreeRecipe {
    fn is_partitioned(&self) -> bool {
        self.name.is_multiple_of(2)
    }

    /// Makes it in a schema, without what would not be possible there.
    pub(super) fn make(&self, schema: &mut Schema, taken: &mut BTreeSet<Name>, major: u32) {
        let id = called("tree", self.name);
        if !taken.insert(id.name.clone()) {
            return;
        }
        let mut table = Table::new();
        if self.is_partitioned() {
            table.partition_by = Some("LIST (key)".into());
        }
        schema.insert(id.clone(), table);
        let mut said = BTreeSet::new();
        let keyed = self.primary_key && key(schema, &id, None, taken);
        let required = self.required | if keyed { OF_THE_KEY } else { 0 };
        self.columns(schema, &id, required, None);
        checks(schema, &id, &self.checks, &mut said);
        if self.index {
            index(schema, &id, None, taken);
        }
        if let Some(number) = self.references {
            foreign_key(schema, &id, number);
        }
        let above = Above { id: &id, checks: &said, required, keyed: keyed && self.is_partitioned(), major };
        for child in &self.children {
            self.child(schema, taken, child, &above);
        }
    }

    /// All of a tree have the same columns. Each bit of `required` is a column's NOT NULL.
    fn columns(&self, schema: &mut Schema, id: &QualifiedName, required: u8, above: Option<&Above<'_>>) {
        let numbers: BTreeSet<u8> = self.columns.iter().copied().collect();
        let extra = numbers.into_iter().map(|number| {
            let (type_name, _) = TYPES.get(usize::from(number)).copied().unwrap_or(("text", ""));
            // Odd names, and no two alike.
            (Name::from(format!("{} {number}", name(number + 2))), type_name, number + 2)
        });
        let all = [(Name::from("id"), "integer", 0), (Name::from("key"), "text", 1)].into_iter().chain(extra);
        for (position, (name, type_name, bit)) in (1..).zip(all) {
            let mut column = Column::new(type_name, position);
            let from_above = above.filter(|above| above.required & 1 << bit != 0);
            if from_above.is_some() || required & 1 << bit != 0 {
                column = column.not_null();
            }
            column.inherited = above.is_some();
            column.inherited_not_null = from_above
                .filter(|above| above.major >= 18)
                .map(|above| object_name(&above.id.name, Some(&name), "not_null"));
            schema.insert(id.member(name), column);
        }
    }

    fn child(
        &self,
        schema: &mut Schema,
        taken: &mut BTreeSet<Name>,
        recipe: &ChildRecipe,
        above: &Above<'_>,
    ) {
        let parent = above.id;
        let id = called("child", recipe.name);
        if !taken.insert(id.name.clone()) {
            return;
        }
        let mut table = Table::new();
        match (recipe.below, self.is_partitioned()) {
            (true, true) => {
                let bound = SqlText::from(format!("FOR VALUES IN ('{}')", recipe.name));
                table.partition_of = Some(PartitionOf { parent: parent.clone(), bound });
            }
            (true, false) => table.inherits.push(parent.clone()),
            (false, _) => {}
        }
        schema.insert(id.clone(), table);
        let attached = above.keyed && recipe.below;
        // Up to 17 a partition loses its NOT NULL with its parent's, whatever it was meant to keep.
        let looser = above.major < 18 && recipe.below && self.is_partitioned();
        let keyed = (attached || recipe.primary_key && !looser)
            && key(schema, &id, attached.then_some(parent), taken);
        let own = if looser { 0 } else { recipe.required };
        let required = own | if keyed { OF_THE_KEY } else { 0 };
        self.columns(schema, &id, required, recipe.below.then_some(above));
        // What comes from above has one form.
        let mut said = if recipe.below { above.checks.clone() } else { BTreeSet::new() };
        checks(schema, &id, &recipe.checks, &mut said);
        let comes_down = recipe.below && self.is_partitioned();
        if let Some(number) = self.references.filter(|_| recipe.references && !comes_down) {
            foreign_key(schema, &id, number);
        }
        let attached = recipe.below && self.is_partitioned() && self.index;
        if attached || recipe.index {
            index(schema, &id, attached.then_some(parent), taken);
        }
    }
}

/// What tables have from the one above them.
struct Above<'a> {
    id: &'a QualifiedName,
    checks: &'a BTreeSet<u8>,
    required: u8,
    /// Whether there is a primary key that partitions get.
    keyed: bool,
    major: u32,
}

/// The columns of the primary key, as bits.
const OF_THE_KEY: u8 = 0b11;

/// The primary key, part of the one above if there is one. Whether its name was free.
fn key(
    schema: &mut Schema,
    table: &QualifiedName,
    above: Option<&QualifiedName>,
    taken: &mut BTreeSet<Name>,
) -> bool {
    let own = |table: &QualifiedName| table.member(object_name(&table.name, None, "pkey"));
    let member = own(table);
    if !taken.insert(member.name.clone()) {
        return false;
    }
    let key = KeyConstraint::new(["id", "key"]);
    let mut constraint = Constraint::new(ConstraintDefinition::PrimaryKey(key));
    constraint.attached_to = above.map(own);
    schema.insert(member, constraint);
    true
}

/// A foreign key from `id` to the table with this number, if that has a primary key and is logged. All of them have one name, so
/// that they can become one.
fn foreign_key(schema: &mut Schema, table: &QualifiedName, number: u8) {
    let other = QualifiedName::new("public", name(number));
    let keyed = other.member(object_name(&other.name, None, "pkey"));
    let permanent =
        schema.get::<Table>(&other).is_some_and(|table| table.persistence == Persistence::Permanent);
    if !permanent || schema.get::<Constraint>(&keyed).is_none() {
        return;
    }
    let member = table.member("refers");
    let id = ObjectId::Constraint(member.clone());
    let key = ForeignKey::new(["id"], other, ["id"]);
    schema.insert(member, Constraint::new(ConstraintDefinition::ForeignKey(key)));
    schema.depend(id, ObjectId::Constraint(keyed), Why::Normal);
}

fn called(what: &str, number: u8) -> QualifiedName {
    QualifiedName::new("public", format!("{what} {}", name(number + 3)))
}

fn checks(schema: &mut Schema, table: &QualifiedName, recipes: &[TreeCheckRecipe], said: &mut BTreeSet<u8>) {
    for recipe in recipes {
        if !said.insert(recipe.name) {
            continue;
        }
        let member = table.member(format!("check \"{}\"", recipe.name));
        let id = ObjectId::Constraint(member.clone());
        let expression = format!("({} >= {})", quoted("id"), recipe.bound);
        schema.insert(member, Constraint::new(ConstraintDefinition::Check(expression.into())));
        schema.depend(id, ObjectId::Column(table.member("id")), Why::Auto);
    }
}

/// The index on `id`, part of the one above if there is one.
fn index(
    schema: &mut Schema,
    table: &QualifiedName,
    above: Option<&QualifiedName>,
    taken: &mut BTreeSet<Name>,
) {
    let own = |table: &QualifiedName| table.member(object_name(&table.name, Some(&"id".into()), "idx"));
    let member = own(table);
    if !taken.insert(member.name.clone()) {
        return;
    }
    let mut index = Index::new("btree", [IndexColumn::new(IndexKey::Column("id".into()))]);
    index.attached_to = above.map(own);
    schema.insert(member, index);
}
