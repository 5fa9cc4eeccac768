//! Row-level security policies: `pg_policy`.

use schema_model::{Grantee, Name, Policy, PolicyCommand, SqlText};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Catalog, relation};
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_policy`.
pub(crate) struct PolicyRow {
    pub(crate) oid: Oid,
    pub(crate) relation: Oid,
    pub(crate) name: Name,
    command: char,
    permissive: bool,
    roles: Vec<Oid>,
    using: Option<SqlText>,
    with_check: Option<SqlText>,
}

const POLICY: Statement = statement!(Texts, "policy", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let relation = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let command = row.letter()?;
    let permissive = row.flag()?;
    let roles = row.numbers()?;
    let mut expression = || -> Result<Option<SqlText>, Error> {
        match (row.flag()?, row.optional()?) {
            (true, None) => Err(Error::skew(format!("policy {name}"), "its table was dropped")),
            (_, text) => Ok(text.map(|text| catalog.interner.expression(text))),
        }
    };
    let using = expression()?;
    let with_check = expression()?;
    catalog.policies.push(PolicyRow { oid, relation, name, command, permissive, roles, using, with_check });
    Ok(())
}

impl Read for Policy {
    const STATEMENTS: &'static [&'static Statement] = &[&relation::RELATION, &POLICY];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in &catalog.policies {
            let Some(relation) = catalog.relation(row.relation).filter(|r| r.ours && r.is_table()) else {
                continue;
            };
            let mut policy = Policy::new(match row.command {
                '*' => PolicyCommand::All,
                'r' => PolicyCommand::Select,
                'a' => PolicyCommand::Insert,
                'w' => PolicyCommand::Update,
                'd' => PolicyCommand::Delete,
                other => return Err(Error::answer(POLICY.name, format!("polcmd `{other}`"))),
            });
            policy.restrictive = !row.permissive;
            policy.roles = row
                .roles
                .iter()
                .map(|oid| if *oid == 0 { Grantee::Public } else { Grantee::Role(catalog.role(*oid)) })
                .collect();
            policy.using = row.using.clone();
            policy.with_check = row.with_check.clone();
            out.insert_row(row.oid, 0, relation.name.member(&row.name), policy);
        }
        Ok(())
    }
}
