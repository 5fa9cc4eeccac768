//! Privileges: the access control lists of what has one, where they are not as by default.

use std::collections::BTreeMap;

use schema_model::{
    Diagnostic, DiagnosticKind, Grantee, Name, ObjectId, Privilege, PrivilegeName, PrivilegeType, Target, Why,
};

use super::{Read, column, sequence};
use crate::Error;
use crate::build::Builder;
use crate::catalog::depend::Address;
use crate::catalog::relation::{self, Relation, RelationKind};
use crate::catalog::{Acl, Catalog, class, types};
use crate::intern::Oid;
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
const MEMBER_PRIVILEGE: Statement =
    statement!(Rest, "member_privilege", decode_member, extent: All, optional: true);

/// A member of an extension whose list is not the one that the extension's script left.
pub(crate) struct MemberRow {
    address: Address,
    owner: Oid,
    now: String,
    initial: String,
    described: Option<String>,
}

fn decode_member(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let (class, object, owner) = (row.oid()?, row.oid()?, row.oid()?);
    let (now, initial) = (row.text()?.to_owned(), row.text()?.to_owned());
    let described = row.optional()?.map(str::to_owned);
    let address = Address { class, object, column: 0 };
    catalog.member_privileges.push(MemberRow { address, owner, now, initial, described });
    Ok(())
}

/// What a member of an extension would be called if it were an object here.
fn member_id(catalog: &Catalog, address: Address) -> Option<ObjectId> {
    let oid = address.object;
    match address.class {
        class::CLASS => match catalog.relation(oid) {
            Some(row) => relation_id(row),
            None => {
                let row = catalog.sequences.get(*catalog.sequence_at.get(oid)?)?;
                Some(ObjectId::Sequence(row.name.clone()))
            }
        },
        class::PROC => catalog.routines.get(*catalog.routine_at.get(oid)?)?.object_id(),
        class::TYPE => {
            let row = catalog.type_row(oid)?;
            let name = row.name.clone();
            match row.kind {
                'e' => Some(ObjectId::Enum(name)),
                'd' => Some(ObjectId::Domain(name)),
                'b' => Some(ObjectId::BaseType(name)),
                'r' => Some(ObjectId::Range(name)),
                _ => None,
            }
        }
        class::NAMESPACE => Some(ObjectId::Schema(catalog.namespace(oid)?.name.clone())),
        _ => None,
    }
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

/// What was changed of extensions' members. They are no objects here, and it goes with the extension.
fn members(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
    for row in catalog.member_privileges.iter().filter(|_| !catalog.include_members) {
        let extension = catalog.resolve(row.address).and_then(|place| catalog.id(place));
        let (Some(extension), Some(target)) = (extension, member_id(catalog, row.address)) else {
            if let Some(described) = &row.described {
                out.report(Diagnostic::new(
                    DiagnosticKind::NotModelled,
                    "pg_init_privs",
                    format!("privileges on {described}"),
                    "somebody changed these of an extension's member, and a copy will not have them",
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
            out.depend(ObjectId::Privilege(name.clone()), extension.clone(), Why::Auto);
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
        &MEMBER_PRIVILEGE,
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
            let relation = catalog.relation(*relation).filter(|row| row.ours);
            if let Some(row) = relation.filter(|row| row.kind == RelationKind::CompositeType) {
                let id = ObjectId::CompositeType(row.name.clone());
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
        members(catalog, out)
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
