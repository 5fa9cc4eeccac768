//! What the databases of a cluster share, and what in the database names it.

use proptest::prelude::*;
use proptest::sample::select;

use crate::kinds::*;
use crate::{Grantee, MembershipName, Name, ObjectId, PrivilegeName, Schema, SqlText};

/// Roles by their place in a list of names, and what there is about them.
#[derive(Clone, Debug)]
pub(super) struct ClusterRecipe {
    roles: Vec<RoleRecipe>,
    tablespaces: Vec<(usize, Options)>,
    /// Parameters by their place, and who may set them.
    parameters: Vec<(usize, usize)>,
    /// Who owns the tables, and who may read the first.
    owner: Option<usize>,
    reader: Option<usize>,
    /// The tablespace that the first table is in.
    space: Option<usize>,
}

#[derive(Clone, Debug)]
struct RoleRecipe {
    name: usize,
    flags: [bool; 7],
    limit: i32,
    valid_until: Option<&'static str>,
    settings: Options,
    in_database: Options,
    /// Membership in the role before it, which may grant it.
    member: Option<(bool, bool, bool)>,
    comment: Option<String>,
}

const ROLES: [&str; 4] = ["app", "Weird \"Role\"", "reader", "🐘"];
const SPACES: [&str; 2] = ["fast", "Slow \"Space\""];
const PARAMETERS: [&str; 2] = ["work_mem", "my.setting"];

fn options(names: &'static [&'static str]) -> impl Strategy<Value = Options> {
    proptest::collection::btree_map(select(names).prop_map(Name::from), select(&["1", "4"][..]), 0..3)
        .prop_map(|map| map.into_iter().map(|(name, value)| (name, SqlText::from(value))).collect())
}

fn settings() -> impl Strategy<Value = Options> {
    options(&["work_mem", "statement_timeout", "my.setting"])
}

fn role() -> impl Strategy<Value = RoleRecipe> {
    let valid_until = prop_oneof![3 => Just(None), 1 => select(&["2030-01-01 00:00:00+00", "2031-01-01 00:00:00+00"][..]).prop_map(Some)];
    (
        0..ROLES.len(),
        any::<[bool; 7]>(),
        prop_oneof![Just(-1), 0..3i32],
        valid_until,
        settings(),
        settings(),
        proptest::option::of(any::<(bool, bool, bool)>()),
        proptest::option::weighted(0.3, "[a-z' ]{1,8}"),
    )
        .prop_map(|(name, flags, limit, valid_until, settings, in_database, member, comment)| {
            RoleRecipe { name, flags, limit, valid_until, settings, in_database, member, comment }
        })
}

/// A cluster.
pub(super) fn recipe() -> impl Strategy<Value = ClusterRecipe> {
    let place = || proptest::option::of(0..ROLES.len());
    (
        proptest::collection::vec(role(), 0..4),
        proptest::collection::vec((0..SPACES.len(), options(&["random_page_cost", "seq_page_cost"])), 0..3),
        proptest::collection::vec((0..PARAMETERS.len(), 0..ROLES.len()), 0..3),
        place(),
        place(),
        proptest::option::of(0..SPACES.len()),
    )
        .prop_map(|(roles, tablespaces, parameters, owner, reader, space)| ClusterRecipe {
            roles,
            tablespaces,
            parameters,
            owner,
            reader,
            space,
        })
}

impl ClusterRecipe {
    /// Puts it in.
    pub(super) fn add_to(&self, schema: &mut Schema) {
        schema.server.cluster = true;
        let mut before: Option<Name> = None;
        for recipe in &self.roles {
            let name = Name::from(ROLES[recipe.name]);
            if schema.contains(&ObjectId::Role(name.clone())) {
                continue;
            }
            let mut role = Role::new();
            let [superuser, create_role, create_database, no_inherit, login, replication, bypass] =
                recipe.flags;
            role.superuser = superuser;
            role.create_role = create_role;
            role.create_database = create_database;
            role.no_inherit = no_inherit;
            role.login = login;
            role.replication = replication;
            role.bypass_row_security = bypass;
            role.connection_limit = recipe.limit;
            role.valid_until = recipe.valid_until.map(SqlText::from);
            role.settings = recipe.settings.clone();
            if let Some(text) = &recipe.comment {
                schema.insert(ObjectId::Role(name.clone()).into(), Comment::new(text.as_str()));
            }
            if !recipe.in_database.is_empty() {
                schema.insert(Database::current(), Database::new());
                schema.insert(name.clone(), RoleSetting::new(recipe.in_database.clone()));
            }
            schema.insert(name.clone(), role);
            if let (Some((admin, inherit, set)), Some(above)) = (recipe.member, before) {
                schema.insert(MembershipName::new(above, name.clone()), Membership { admin, inherit, set });
            }
            before = Some(name);
        }
        for (place, options) in &self.tablespaces {
            let mut tablespace = Tablespace::new("/srv/space");
            tablespace.options = options.clone();
            schema.insert(Name::from(SPACES[*place]), tablespace);
        }
        // What is named must be there.
        let there = |schema: &Schema, place: usize| {
            Some(Name::from(ROLES[place])).filter(|name| schema.contains(&ObjectId::Role(name.clone())))
        };
        for (parameter, role) in &self.parameters {
            if let Some(role) = there(schema, *role) {
                let name = Name::from(PARAMETERS[*parameter]);
                let target = ObjectId::Parameter(name.clone());
                schema.insert(name, Parameter::new());
                schema.insert(
                    PrivilegeName::new(target, Grantee::Role(role)),
                    Privilege::new([PrivilegeType::Set]),
                );
            }
        }
        let tables: Vec<_> = schema.all::<Table>().map(|(name, _)| name.clone()).collect();
        // Everything always has an owner, whom both schemas must say.
        let owner =
            self.owner.and_then(|place| there(schema, place)).unwrap_or_else(|| Name::from("postgres"));
        for table in &tables {
            schema.insert(ObjectId::Table(table.clone()).into(), Owner::new(owner.clone()));
        }
        let Some(table) = tables.first() else { return };
        let target = ObjectId::Table(table.clone());
        if let Some(role) = self.reader.and_then(|place| there(schema, place)) {
            schema.insert(
                PrivilegeName::new(target, Grantee::Role(role)),
                Privilege::new([PrivilegeType::Select]),
            );
        }
        let space = self.space.map(|place| Name::from(SPACES[place]));
        if let Some(space) = space.filter(|name| schema.contains(&ObjectId::Tablespace(name.clone()))) {
            // A foreign table is nowhere.
            schema.update::<Table>(table, |table| {
                if table.server.is_none() {
                    table.tablespace = Some(space);
                }
            });
        }
    }
}
