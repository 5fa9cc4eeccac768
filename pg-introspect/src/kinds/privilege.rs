//! Privileges: the access control lists of what has one, where they are not as by default.

use std::collections::BTreeMap;

use schema_model::{
    Diagnostic, DiagnosticKind, Grantee, Name, ObjectId, Privilege, PrivilegeName, PrivilegeType,
    QualifiedName, RoutineName, SqlText, Target, Why,
};

use super::{Read, column, sequence};
use crate::Error;
use crate::build::Builder;
use crate::catalog::depend::Address;
use crate::catalog::relation::{self, Relation, RelationKind};
use crate::catalog::{Acl, Catalog, types};
use crate::intern::{FIRST_NORMAL_OID, Oid};
use crate::kinds::function;
use crate::kinds::schema::{NamespaceRow, SCHEMA};
use crate::parse::acl;
use crate::row::Row;
use crate::statement::{Statement, statement};

const PRIVILEGE: Statement = statement!(Texts, "privilege", decode, optional: true);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let schema = row.oid()?;
    let list = row.text()?.to_owned();
    catalog.initial_privileges.insert(schema, list);
    Ok(())
}

/// Asked only where all schemas are read: who asks for some asks for nothing else.
const CHANGED_PRIVILEGE: Statement =
    statement!(Rest, "changed_privilege", decode_changed, extent: All, optional: true);

/// Something that came with an extension or with PostgreSQL, and whose list is not the one that it came with.
pub(crate) struct ChangedRow {
    address: Address,
    /// What it would be called if it were an object here.
    id: Option<ObjectId>,
    owner: Oid,
    now: String,
    initial: String,
    described: Option<String>,
}

fn decode_changed(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let address = Address { class: row.oid()?, object: row.oid()?, column: 0 };
    let kind = row.optional()?;
    let schema = catalog.interner.name(row.optional()?.unwrap_or_default());
    let name = catalog.interner.name(row.text()?);
    let arguments: Vec<SqlText> = row.texts()?.into_iter().flatten().map(SqlText::from).collect();
    let attribute = row.optional()?.map(|name| catalog.interner.name(name));
    let owner = row.oid()?;
    let (now, initial) = (row.text()?.to_owned(), row.text()?.to_owned());
    let described = row.optional()?.map(str::to_owned);
    let qualified = QualifiedName::new(schema.clone(), name.clone());
    let routine = RoutineName::new(schema, name.clone(), arguments);
    let id = kind.and_then(|kind| {
        Some(match kind {
            "table" => ObjectId::Table(qualified),
            "view" => ObjectId::View(qualified),
            "materialized_view" => ObjectId::MaterializedView(qualified),
            "sequence" => ObjectId::Sequence(qualified),
            "column" => ObjectId::Column(qualified.member(&attribute?)),
            "function" => ObjectId::Function(routine),
            "procedure" => ObjectId::Procedure(routine),
            "aggregate" => ObjectId::Aggregate(routine),
            "enum" => ObjectId::Enum(qualified),
            "domain" => ObjectId::Domain(qualified),
            "base_type" => ObjectId::BaseType(qualified),
            "range" => ObjectId::Range(qualified),
            "composite_type" => ObjectId::CompositeType(qualified),
            "schema" => ObjectId::Schema(name),
            "language" => ObjectId::Language(name),
            "foreign_data_wrapper" => ObjectId::ForeignDataWrapper(name),
            "foreign_server" => ObjectId::ForeignServer(name),
            _ => return None,
        })
    });
    catalog.changed_privileges.push(ChangedRow { address, id, owner, now, initial, described });
    Ok(())
}

/// A relation that something can be granted on.
fn relation_id(row: &Relation) -> Option<ObjectId> {
    let name = row.name.clone();
    match row.kind {
        RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable => {
            Some(ObjectId::Table(name))
        }
        RelationKind::View => Some(ObjectId::View(name)),
        RelationKind::MaterializedView => Some(ObjectId::MaterializedView(name)),
        RelationKind::CompositeType => None,
    }
}

/// What was changed of what came with extensions, and goes with them, or with PostgreSQL. None of that is an object here.
fn changed(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
    for row in &catalog.changed_privileges {
        let of_system = row.address.object < FIRST_NORMAL_OID;
        if !of_system && catalog.include_members {
            continue;
        }
        let extension = catalog.resolve(row.address).and_then(|place| catalog.id(place));
        let target = row.id.clone().filter(|_| of_system || extension.is_some());
        let Some(target) = target else {
            if let Some(described) = &row.described {
                out.report(Diagnostic::new(
                    DiagnosticKind::NotModelled,
                    "pg_init_privs",
                    format!("privileges on {described}"),
                    "somebody changed these, and a copy will not have them",
                ));
            }
            continue;
        };
        let owner = catalog.role(row.owner);
        let (now, initial) = (grants(&row.now, &owner)?, grants(&row.initial, &owner)?);
        for ((grantee, grantor), held) in differences(&now, &initial) {
            let before = initial.get(&(grantee.clone(), grantor.clone())).cloned().unwrap_or_default();
            let mut name = PrivilegeName::new(target.clone(), grantee);
            name.grantor = grantor;
            let mut privilege = Privilege::new([]);
            privilege.privileges = held;
            privilege.initial = Some(before);
            if let Some(extension) = &extension {
                out.depend(ObjectId::Privilege(name.clone()), extension.clone(), Why::Auto);
            }
            out.insert(name, privilege);
        }
    }
    Ok(())
}

/// Who holds it and by whom, and what.
pub(super) type Grants = BTreeMap<(Grantee, Option<Name>), BTreeMap<PrivilegeType, bool>>;

/// A list by grantee and grantor, the owner told from other roles.
pub(super) fn grants(text: &str, owner: &str) -> Result<Grants, Error> {
    let items = acl::parse(text)
        .ok_or_else(|| Error::answer(PRIVILEGE.name, format!("`{text}` is no access control list")))?;
    let mut grants = Grants::new();
    for item in items {
        let grantee = match item.grantee {
            None => Grantee::Public,
            Some(role) if role == owner => Grantee::Owner,
            Some(role) => Grantee::Role(role.into()),
        };
        let grantor = (item.grantor != owner).then(|| Name::from(item.grantor));
        grants.entry((grantee, grantor)).or_default().extend(item.privileges);
    }
    Ok(grants)
}

/// A grantee, a grantor, and what the one holds from the other.
pub(super) type Difference = ((Grantee, Option<Name>), BTreeMap<PrivilegeType, bool>);

/// What is not as by default.
pub(super) fn differences(now: &Grants, default: &Grants) -> Vec<Difference> {
    let none = BTreeMap::new();
    let keys = now.keys().chain(default.keys().filter(|key| !now.contains_key(*key)));
    keys.filter_map(|key| {
        let held = now.get(key).unwrap_or(&none);
        (held != default.get(key).unwrap_or(&none)).then(|| (key.clone(), held.clone()))
    })
    .collect()
}

fn insert(target: ObjectId, differences: &[Difference], out: &mut Builder) {
    if differences.is_empty() {
        return;
    }
    let target = Target::from(target);
    for ((grantee, grantor), held) in differences {
        let name =
            PrivilegeName { target: target.clone(), grantee: grantee.clone(), grantor: grantor.clone() };
        let mut privilege = Privilege::new([]);
        privilege.privileges = held.clone();
        out.insert(name, privilege);
    }
}

/// What was made of lists. Most objects of a database have one of a few lists, and taking one apart is dear.
struct Lists<'a> {
    catalog: &'a Catalog,
    known: BTreeMap<(&'a str, &'a str, Oid), Vec<Difference>>,
}

impl<'a> Lists<'a> {
    fn object(
        &mut self,
        target: ObjectId,
        owner: Oid,
        (now, default): (&'a str, &'a str),
        out: &mut Builder,
    ) -> Result<(), Error> {
        let key = (now, default, owner);
        if !self.known.contains_key(&key) {
            let name = self.catalog.role(owner);
            self.known.insert(key, differences(&grants(now, &name)?, &grants(default, &name)?));
        }
        insert(target, self.known.get(&key).map(Vec::as_slice).unwrap_or_default(), out);
        Ok(())
    }

    fn acl(&mut self, target: ObjectId, owner: Oid, acl: &'a Acl, out: &mut Builder) -> Result<(), Error> {
        match acl {
            Some(lists) => self.object(target, owner, (&lists.0, &lists.1), out),
            None => Ok(()),
        }
    }
}

impl Read for Privilege {
    const STATEMENTS: &'static [&'static Statement] = &[
        &SCHEMA,
        &relation::RELATION,
        &types::TYPE,
        &types::ROW_TYPE,
        &sequence::SEQUENCE,
        &function::FUNCTION,
        &column::COLUMN,
        &PRIVILEGE,
        &CHANGED_PRIVILEGE,
    ];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        let mut lists = Lists { catalog, known: BTreeMap::new() };
        for row in catalog.namespaces.iter().filter(|row| row.ours) {
            let id = ObjectId::Schema(row.name.clone());
            match catalog.initial_privileges.get(row.oid) {
                Some(initial) => schema(catalog, row, id, initial, out)?,
                None => lists.acl(id, row.owner, &row.acl, out)?,
            }
        }
        for row in catalog.types.iter().filter(|row| row.ours) {
            lists.acl(catalog.type_id(row), row.owner, &row.acl, out)?;
        }
        for (relation, texts) in &catalog.row_type_acls {
            if let (Some(row), Some(id)) = (catalog.relation(*relation), catalog.row_type(*relation)) {
                lists.object(id, row.owner, (&texts.0, &texts.1), out)?;
            }
        }
        for row in catalog.sequences.iter().filter(|row| row.ours || row.is_generator(catalog)) {
            lists.acl(ObjectId::Sequence(row.name.clone()), row.owner, &row.acl, out)?;
        }
        for row in catalog.ours() {
            let Some(id) = relation_id(row) else { continue };
            lists.acl(id, row.owner, &row.acl, out)?;
            for attribute in &row.attributes {
                if let Some(list) = attribute.rare.as_ref().and_then(|rare| rare.acl.as_ref()) {
                    let id = ObjectId::Column(row.name.member(&attribute.name));
                    // A column has nothing by default: the table's privileges count for it.
                    lists.object(id, row.owner, (list, "{}"), out)?;
                }
            }
        }
        for row in catalog.routines.iter().filter(|row| row.ours) {
            if let Some(id) = row.object_id() {
                lists.acl(id, row.owner, &row.acl, out)?;
            }
        }
        for entry in &catalog.entries {
            if let Some(grantor) = entry.grantor {
                lists.acl(entry.id.clone(), grantor, &entry.acl, out)?;
            }
        }
        changed(catalog, out)
    }
}

/// A schema that has had privileges from the beginning, in the name of its owner of then.
fn schema(
    catalog: &Catalog,
    row: &NamespaceRow,
    id: ObjectId,
    initial: &str,
    out: &mut Builder,
) -> Result<(), Error> {
    let first_owner = acl::parse(initial).and_then(|items| Some(items.first()?.grantor.clone()));
    let initial = grants(initial, &first_owner.unwrap_or_default())?;
    let now = grants(&row.acl_text, &catalog.role(row.owner))?;
    insert(id, &differences(&now, &initial), out);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_is_nobody_in_particular() {
        let bob = grants("{bob=r/bob,=r/bob,ann=r/bob,ann=w/eve}", "bob").unwrap();
        let keys: Vec<_> = bob.keys().cloned().collect();
        assert_eq!(
            keys,
            [
                (Grantee::Public, None),
                (Grantee::Owner, None),
                (Grantee::Role("ann".into()), None),
                (Grantee::Role("ann".into()), Some("eve".into())),
            ]
        );
        assert_eq!(grants("{x=U/x}", "x").unwrap(), grants("{y=U/y}", "y").unwrap());
    }
}
