//! Privileges: the access control lists of what has one, where they are not as by default.

use std::collections::BTreeMap;

use schema_model::{Grantee, Name, ObjectId, Privilege, PrivilegeName, PrivilegeType};

use super::{Read, column, sequence};
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::{self, RelationKind};
use crate::catalog::{Catalog, types};
use crate::intern::Oid;
use crate::kinds::{function, schema};
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

/// Who holds it and by whom, and what.
type Grants = BTreeMap<(Grantee, Option<Name>), BTreeMap<PrivilegeType, bool>>;

/// A list by grantee and grantor, the owner told from other roles.
fn grants(text: &str, owner: &str) -> Result<Grants, Error> {
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

/// The privileges on `target` that differ from the default ones.
fn compare(target: &ObjectId, now: &Grants, default: &Grants, out: &mut Builder) {
    let none = BTreeMap::new();
    let keys = now.keys().chain(default.keys().filter(|key| !now.contains_key(*key)));
    for key in keys {
        let held = now.get(key).unwrap_or(&none);
        if held == default.get(key).unwrap_or(&none) {
            continue;
        }
        let mut name = PrivilegeName::new(target.clone(), key.0.clone());
        name.grantor = key.1.clone();
        let mut privilege = Privilege::new([]);
        privilege.privileges = held.clone();
        out.insert(name, privilege);
    }
}

impl Read for Privilege {
    const STATEMENTS: &'static [&'static Statement] = &[
        &schema::SCHEMA,
        &relation::RELATION,
        &types::TYPE,
        &types::ROW_TYPE,
        &sequence::SEQUENCE,
        &function::FUNCTION,
        &column::COLUMN,
        &PRIVILEGE,
    ];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.namespaces.iter().filter(|row| row.ours) {
            schema(catalog, row, out)?;
        }
        for row in catalog.types.iter().filter(|row| row.ours) {
            if let Some(lists) = &row.acl {
                object(catalog, out, catalog.type_id(row), row.owner, lists)?;
            }
        }
        for row in catalog.sequences.iter().filter(|row| row.ours) {
            if let Some(lists) = &row.acl {
                object(catalog, out, ObjectId::Sequence(row.name.clone()), row.owner, lists)?;
            }
        }
        for (relation, lists) in &catalog.row_type_acls {
            let relation = catalog.relation(*relation).filter(|row| row.ours);
            if let Some(row) = relation.filter(|row| row.kind == RelationKind::CompositeType) {
                object(catalog, out, ObjectId::CompositeType(row.name.clone()), row.owner, lists)?;
            }
        }
        for row in catalog.routines.iter().filter(|row| row.ours) {
            if let (Some(lists), Some(id)) = (&row.acl, row.object_id()) {
                object(catalog, out, id, row.owner, lists)?;
            }
        }
        for row in catalog.ours() {
            let name = row.name.clone();
            let id = match row.kind {
                RelationKind::Table | RelationKind::PartitionedTable => ObjectId::Table(name),
                RelationKind::View => ObjectId::View(name),
                RelationKind::MaterializedView => ObjectId::MaterializedView(name),
                RelationKind::CompositeType | RelationKind::ForeignTable => continue,
            };
            if let Some(lists) = &row.acl {
                object(catalog, out, id, row.owner, lists)?;
            }
            for attribute in &row.attributes {
                if let Some(list) = attribute.rare.as_ref().and_then(|rare| rare.acl.as_ref()) {
                    let id = ObjectId::Column(row.name.member(&attribute.name));
                    compare(&id, &grants(list, &catalog.role(row.owner))?, &Grants::new(), out);
                }
            }
        }
        Ok(())
    }
}

fn object(
    catalog: &Catalog,
    out: &mut Builder,
    id: ObjectId,
    owner: Oid,
    lists: &(String, String),
) -> Result<(), Error> {
    let owner = catalog.role(owner);
    compare(&id, &grants(&lists.0, &owner)?, &grants(&lists.1, &owner)?, out);
    Ok(())
}

/// A schema can have had privileges from the beginning, in the name of its owner of then.
fn schema(catalog: &Catalog, row: &schema::NamespaceRow, out: &mut Builder) -> Result<(), Error> {
    let id = ObjectId::Schema(row.name.clone());
    let owner = catalog.role(row.owner);
    let Some(initial) = catalog.initial_privileges.get(row.oid) else {
        if let Some(lists) = &row.acl {
            compare(&id, &grants(&lists.0, &owner)?, &grants(&lists.1, &owner)?, out);
        }
        return Ok(());
    };
    let first_owner = acl::parse(initial).and_then(|items| Some(items.first()?.grantor.clone()));
    let initial = grants(initial, &first_owner.unwrap_or_default())?;
    compare(&id, &grants(&row.acl_text, &owner)?, &initial, out);
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
