//! Rows that break constraints of which the catalog does not vouch.

use std::collections::BTreeSet;
use std::time::Duration;

use postgres::Client;
use schema_diff::Options;
use schema_model::{
    Column, Constraint, ConstraintDefinition, DomainConstraint, MemberName, Name, ObjectId, QualifiedName,
    Schema,
};

use crate::commands::make_plan;
use crate::error::{Error, Result, server_message};
use crate::probe;
use crate::report::AskedConstraint;

/// While the triggers of a foreign key are disabled, nobody looks at what is written. (`session_replication_role` does the
/// same without a trace.)
const DISABLED: &str = "\
SELECT DISTINCT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, k.conname::pg_catalog.text
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint AND k.contype = 'f'
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE t.tgisinternal AND t.tgenabled = 'D'";

/// Asks the rows of all constraints that are not valid, of foreign keys whose triggers are disabled, and on request of all
/// foreign keys.
pub(super) fn ask(
    client: &mut Client,
    schema: &Schema,
    orphans: bool,
    limit: Duration,
) -> Result<Vec<AskedConstraint>> {
    let rows = client.query(DISABLED, &[]).map_err(|e| Error::failed(server_message(&e)))?;
    let disabled: BTreeSet<MemberName> = rows
        .iter()
        .map(|row| {
            let text = |at: usize| Name::from(row.get::<_, String>(at));
            QualifiedName::new(text(0), text(1)).member(text(2))
        })
        .collect();
    // What is asked before a constraint is validated is what is asked here: so nothing is valid on the one side, and all of
    // it on the other.
    let (mut open, mut closed) = (schema.clone(), schema.clone());
    let mut claimed: BTreeSet<ObjectId> = BTreeSet::new();
    for (id, constraint) in schema.all::<Constraint>().filter(|(_, c)| !c.not_enforced) {
        let key = matches!(constraint.definition, ConstraintDefinition::ForeignKey(_));
        if constraint.not_valid {
            closed.update::<Constraint>(id, |constraint| constraint.not_valid = false);
        } else if key && (orphans || disabled.contains(id)) {
            claimed.insert(ObjectId::Constraint(id.clone()));
            open.update::<Constraint>(id, |constraint| constraint.not_valid = true);
        }
    }
    for (id, constraint) in schema.all::<DomainConstraint>() {
        if !constraint.validated {
            closed.update::<DomainConstraint>(id, |constraint| constraint.validated = true);
        }
    }
    for (id, column) in schema.all::<Column>() {
        if column.not_null.as_ref().is_some_and(|not_null| not_null.not_valid) {
            closed.update::<Column>(id, |column| {
                column.not_null.iter_mut().for_each(|not_null| not_null.not_valid = false);
            });
        }
    }
    let plan = make_plan(&open, &closed, &Options::default())?;
    let findings = probe::ask(client, probe::probes(&plan, &open, &closed), limit)?;
    Ok(findings
        .iter()
        .map(|finding| AskedConstraint::new(finding, claimed.contains(&finding.probe.because)))
        .collect())
}
