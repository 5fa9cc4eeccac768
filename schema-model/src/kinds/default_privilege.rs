//! Default privileges.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{NameSpace, PrivilegeType, References, fields, no_privileges};
use crate::{DefaultPrivilegeName, Grantee, Name, ObjectId, ObjectKind, Schema, Why};

/// What one grantee gets on objects to come, where that is not what PostgreSQL gives by default; from `pg_default_acl`. Those
/// of a schema are added to those of the database: they take nothing away. An empty map says that the default was revoked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DefaultPrivilege {
    /// Each privilege, and whether WITH GRANT OPTION: `defaclacl`. `ALTER DEFAULT PRIVILEGES … GRANT` / `REVOKE`.
    pub privileges: BTreeMap<PrivilegeType, bool>,
}

/// `pg_default_acl.defaclobjtype`: the objects that default privileges are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefaultPrivilegeObjects {
    /// `r`: tables, views, materialized views and foreign tables.
    Tables,
    /// `S`
    Sequences,
    /// `f`: functions, procedures and aggregates.
    Functions,
    /// `T`: types and domains.
    Types,
    /// `n`
    Schemas,
    /// `L` (18+)
    LargeObjects,
}

impl DefaultPrivilegeObjects {
    /// Every one.
    pub const ALL: &'static [Self] =
        &[Self::Tables, Self::Sequences, Self::Functions, Self::Types, Self::Schemas, Self::LargeObjects];

    /// The letter in `defaclobjtype`.
    pub fn letter(self) -> char {
        match self {
            Self::Tables => 'r',
            Self::Sequences => 'S',
            Self::Functions => 'f',
            Self::Types => 'T',
            Self::Schemas => 'n',
            Self::LargeObjects => 'L',
        }
    }

    /// The word in ids: `tables`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tables => "tables",
            Self::Sequences => "sequences",
            Self::Functions => "functions",
            Self::Types => "types",
            Self::Schemas => "schemas",
            Self::LargeObjects => "large_objects",
        }
    }

    /// Those that objects of this kind belong to.
    pub fn of(kind: ObjectKind) -> Option<Self> {
        match kind.name_space() {
            NameSpace::Relation if kind == ObjectKind::Sequence => Some(Self::Sequences),
            NameSpace::Relation => Some(Self::Tables),
            // Given to a base type when it is defined (`TypeShellMake` and `TypeCreate` in `pg_type.c`).
            NameSpace::Type if kind == ObjectKind::ShellType => None,
            NameSpace::Type => Some(Self::Types),
            NameSpace::Routine => Some(Self::Functions),
            NameSpace::Other if kind == ObjectKind::Schema => Some(Self::Schemas),
            NameSpace::Other => None,
        }
    }

    /// Every privilege that there is on them: what an owner gets.
    pub fn privileges(self, major: u32) -> &'static [PrivilegeType] {
        match self {
            Self::Tables => PrivilegeType::of_relations(major),
            Self::Sequences => ObjectKind::Sequence.privileges(major),
            Self::Functions => ObjectKind::Function.privileges(major),
            Self::Types => ObjectKind::Enum.privileges(major),
            Self::Schemas => ObjectKind::Schema.privileges(major),
            Self::LargeObjects => &[PrivilegeType::Select, PrivilegeType::Update],
        }
    }

    /// What PUBLIC gets where nothing else is said.
    pub fn public_privileges(self) -> &'static [PrivilegeType] {
        match self {
            Self::Functions => &[PrivilegeType::Execute],
            Self::Types => &[PrivilegeType::Usage],
            Self::Tables | Self::Sequences | Self::Schemas | Self::LargeObjects => &[],
        }
    }
}

impl DefaultPrivilege {
    /// These privileges, without grant option.
    pub fn new(privileges: impl IntoIterator<Item = PrivilegeType>) -> Self {
        Self { privileges: privileges.into_iter().map(|p| (p, false)).collect() }
    }
}

fields!(DefaultPrivilege => DefaultPrivilegeField { privileges => Privileges });

impl References for DefaultPrivilege {
    type Id = DefaultPrivilegeName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &DefaultPrivilegeName) -> Vec<ObjectId> {
        id.schema.iter().map(|schema| ObjectId::Schema(schema.clone())).collect()
    }

    no_privileges!();

    fn visit(&self, id: &DefaultPrivilegeName, sink: &mut dyn FnMut(ObjectId, Why)) {
        for role in id.grantee.role().into_iter().chain([&id.role]) {
            sink(ObjectId::Role(role.clone()), Why::Normal);
        }
    }
}

impl Schema {
    /// What grantees hold on an object that this role makes, by its default privileges, where that is not what PostgreSQL gives
    /// by itself.
    pub fn given_by_default(
        &self,
        id: &ObjectId,
        role: &Name,
    ) -> BTreeMap<Grantee, BTreeMap<PrivilegeType, bool>> {
        let mut given: BTreeMap<Grantee, BTreeMap<PrivilegeType, bool>> = BTreeMap::new();
        let Some(objects) = DefaultPrivilegeObjects::of(id.kind()) else { return given };
        let schema = match id {
            ObjectId::Schema(_) => None,
            other => other.schema_name(),
        };
        let major = self.server.major();
        let by_itself = |grantee: &Grantee| match grantee {
            Grantee::Owner => objects.privileges(major),
            Grantee::Public => objects.public_privileges(),
            Grantee::Role(_) => &[],
        };
        let mine = |name: &DefaultPrivilegeName| name.objects == objects && name.role == *role;
        // Those of the database take the place of what PostgreSQL gives, those of a schema are added.
        for (name, held) in
            self.all::<DefaultPrivilege>().filter(|(name, _)| mine(name) && name.schema.is_none())
        {
            given.entry(name.grantee.clone()).or_default().extend(held.privileges.clone());
        }
        for (name, held) in self.all::<DefaultPrivilege>().filter(|(name, _)| mine(name)) {
            if name.schema.is_some() && name.schema.as_ref() == schema {
                let entry = given.entry(name.grantee.clone());
                let all =
                    entry.or_insert_with(|| by_itself(&name.grantee).iter().map(|p| (*p, false)).collect());
                for (privilege, option) in &held.privileges {
                    *all.entry(*privilege).or_default() |= option;
                }
            }
        }
        given
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Server;

    #[test]
    fn a_schema_adds_and_the_database_replaces() {
        let mut schema = Schema::new(Server::new(170_000));
        let put = |schema: &mut Schema, id: &str, privileges: &[PrivilegeType]| {
            schema.insert(
                id.parse::<DefaultPrivilegeName>().unwrap(),
                DefaultPrivilege::new(privileges.to_vec()),
            );
        };
        put(&mut schema, "boss.functions.PUBLIC", &[]);
        put(&mut schema, "boss.tables.reader.app", &[PrivilegeType::Select]);
        put(&mut schema, "boss.tables.reader", &[PrivilegeType::Insert]);
        put(&mut schema, "other.tables.reader.app", &[PrivilegeType::Delete]);
        let given = |id: &str, role: &str| schema.given_by_default(&id.parse().unwrap(), &role.into());
        let held = |types: &[PrivilegeType]| types.iter().map(|p| (*p, false)).collect::<BTreeMap<_, _>>();
        let reader = Grantee::Role("reader".into());
        assert_eq!(given("function:app.f()", "boss"), BTreeMap::from([(Grantee::Public, held(&[]))]));
        let both = held(&[PrivilegeType::Select, PrivilegeType::Insert]);
        assert_eq!(given("table:app.t", "boss"), BTreeMap::from([(reader.clone(), both)]));
        let one = held(&[PrivilegeType::Insert]);
        assert_eq!(given("view:public.v", "boss"), BTreeMap::from([(reader.clone(), one)]));
        assert_eq!(given("table:app.t", "other").len(), 1);
        assert!(given("sequence:app.s", "boss").is_empty());
    }
}
