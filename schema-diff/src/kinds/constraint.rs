//! Constraints.

use schema_model::{Constraint, ConstraintDefinition, ConstraintField, MemberName, ObjectId, QualifiedName};

use super::index::attaching;
use super::{Rules, anywhere, is_foreign, is_without_rows, parameters_lock, plain};
use crate::action::Cost;
use crate::attached::above_key;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{ConstraintAlter, Lock, checks};

fn is_foreign_key(constraint: &Constraint) -> bool {
    matches!(constraint.definition, ConstraintDefinition::ForeignKey(_))
}

/// A key whose columns stay only has its index changed.
fn definition(old: &ConstraintDefinition, new: &ConstraintDefinition) -> Vec<Decision> {
    let (old, new) = match (old, new) {
        (ConstraintDefinition::PrimaryKey(old), ConstraintDefinition::PrimaryKey(new))
        | (ConstraintDefinition::Unique(old), ConstraintDefinition::Unique(new)) => (old, new),
        _ => return vec![Decision::Replace],
    };
    let mut altered = old.clone();
    altered.options = new.options.clone();
    altered.tablespace = new.tablespace.clone();
    if altered != *new {
        return vec![Decision::Replace];
    }
    let mut all = Vec::new();
    if old.options != new.options {
        all.push(Decision::Alter(ConstraintAlter::IndexOptions.into()));
    }
    if old.tablespace != new.tablespace {
        all.push(Decision::Alter(ConstraintAlter::IndexTablespace.into()));
    }
    all
}

/// The tablespace of a key's index.
fn index_tablespace(constraint: &Constraint) -> Vec<ObjectId> {
    match &constraint.definition {
        ConstraintDefinition::PrimaryKey(key) | ConstraintDefinition::Unique(key) => {
            key.tablespace.iter().cloned().map(ObjectId::Tablespace).collect()
        }
        ConstraintDefinition::ForeignKey(_)
        | ConstraintDefinition::Check(_)
        | ConstraintDefinition::Exclusion(_) => Vec::new(),
    }
}

impl Rules for Constraint {
    type Alter = ConstraintAlter;
    const CREATE: u16 = 220;
    const DROP: u16 = 30;
    const GROUND: &'static [&'static str] = &["definition", "not_enforced"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("constraint", Lock::AccessExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: ConstraintField) -> Vec<Decision> {
        let (old, new) = (pair.old, pair.new);
        let alter = |alter: ConstraintAlter| Decision::Alter(alter.into());
        vec![match field {
            ConstraintField::Definition => return definition(&old.definition, &new.definition),
            ConstraintField::Deferrable | ConstraintField::InitiallyDeferred if is_foreign_key(old) => {
                alter(ConstraintAlter::Deferrability)
            }
            ConstraintField::Deferrable | ConstraintField::InitiallyDeferred => Decision::Replace,
            // What is not enforced can't be valid: enforcing it validates.
            ConstraintField::NotValid if old.not_enforced != new.not_enforced => return vec![],
            ConstraintField::NotValid if !new.not_valid => alter(ConstraintAlter::Validate),
            ConstraintField::NotValid => Decision::Replace,
            ConstraintField::NotEnforced
                if is_foreign_key(old) && context.major() >= 18 && (new.not_enforced || !new.not_valid) =>
            {
                alter(ConstraintAlter::Enforcement)
            }
            ConstraintField::NotEnforced => Decision::Replace,
            ConstraintField::NoInherit => Decision::Replace,
            ConstraintField::Statistics => alter(ConstraintAlter::IndexStatistics),
            ConstraintField::AttachedTo => match (&old.attached_to, &new.attached_to) {
                (None, Some(_)) => alter(ConstraintAlter::Attach),
                // Detaching the table does it; see `inherit`.
                _ => Decision::Replace,
            },
        }]
    }

    fn completions(_: Context<'_>, _: &MemberName, new: &Self) -> Vec<ConstraintAlter> {
        let attached = new.attached_to.as_ref().map(|_| ConstraintAlter::Attach);
        let statistics = (!new.statistics.is_empty()).then_some(ConstraintAlter::IndexStatistics);
        attached.into_iter().chain(statistics).collect()
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &ConstraintAlter) -> Traits {
        match alter {
            ConstraintAlter::Deferrability => anywhere(
                &["deferrable", "initially_deferred"],
                Sense::Changes,
                Cost::lock(Lock::AccessExclusive),
            ),
            ConstraintAlter::Validate => {
                let cost = Cost::lock(Lock::ShareUpdateExclusive);
                let cost = if is_foreign(context.from, &pair.id.parent()) { cost } else { cost.scanning() };
                anywhere(&["not_valid"], Sense::Adds, cost)
            }
            ConstraintAlter::Enforcement => anywhere(
                &["not_enforced", "not_valid"],
                if pair.new.not_enforced { Sense::Changes } else { Sense::Adds },
                // Triggers come and go on both tables; the rows are checked when they come (`ATExecAlterConstrEnforceability`).
                if pair.new.not_enforced {
                    Cost::lock(Lock::AccessExclusive)
                } else {
                    Cost::lock(Lock::AccessExclusive).scanning()
                },
            ),
            ConstraintAlter::IndexOptions => {
                let lock = match (&pair.old.definition, &pair.new.definition) {
                    (ConstraintDefinition::PrimaryKey(old), ConstraintDefinition::PrimaryKey(new))
                    | (ConstraintDefinition::Unique(old), ConstraintDefinition::Unique(new)) => {
                        parameters_lock(&old.options, &new.options)
                    }
                    // `definition` alters no others.
                    _ => Lock::AccessExclusive,
                };
                anywhere(&["definition"], Sense::Changes, Cost::lock(lock))
            }
            ConstraintAlter::IndexTablespace => {
                anywhere(&["definition"], Sense::Changes, Cost::lock(Lock::AccessExclusive).rewriting())
            }
            ConstraintAlter::IndexStatistics => {
                let stood = context.stood(&ObjectId::Constraint(pair.id.clone()));
                let cost = if stood { Cost::lock(Lock::ShareUpdateExclusive) } else { Cost::default() };
                let sense = if pair.old.statistics.is_empty() { Sense::Adds } else { Sense::Changes };
                anywhere(&["statistics"], sense, cost)
            }
            ConstraintAlter::Attach => {
                let stood = context.stood(&ObjectId::Constraint(pair.id.clone()));
                let above = pair.new.attached_to.as_ref().map(|above| above_key(context.to, above));
                anywhere(&["attached_to"], Sense::Adds, attaching(context, stood, above.as_ref()))
            }
            ConstraintAlter::Build(_) => anywhere(&[], Sense::Adds, super::concurrent_build()),
        }
    }

    fn consumes(context: Context<'_>, _: &MemberName, new: &Self, alter: &ConstraintAlter) -> Vec<ObjectId> {
        match alter {
            ConstraintAlter::Attach => {
                new.attached_to.iter().map(|above| above_key(context.to, above)).collect()
            }
            ConstraintAlter::IndexTablespace => index_tablespace(new),
            ConstraintAlter::Deferrability
            | ConstraintAlter::Validate
            | ConstraintAlter::Enforcement
            | ConstraintAlter::IndexOptions
            | ConstraintAlter::IndexStatistics
            | ConstraintAlter::Build(_) => Vec::new(),
        }
    }

    fn releases(_: &MemberName, old: &Self, alter: &ConstraintAlter) -> Vec<ObjectId> {
        match alter {
            ConstraintAlter::IndexTablespace => index_tablespace(old),
            ConstraintAlter::Attach
            | ConstraintAlter::Deferrability
            | ConstraintAlter::Validate
            | ConstraintAlter::Enforcement
            | ConstraintAlter::IndexOptions
            | ConstraintAlter::IndexStatistics
            | ConstraintAlter::Build(_) => Vec::new(),
        }
    }

    fn create_cost(context: Context<'_>, id: &MemberName, new: &Self) -> Cost {
        let table = id.parent();
        // A table below that has the check already is not read for it.
        let has_it = |below: &QualifiedName| {
            matches!(new.definition, ConstraintDefinition::Check(_))
                && checks::has(context, below, &id.name, new)
        };
        let unchecked = new.not_valid || new.not_enforced || !context.holds_rows_but(&table, has_it);
        let checking = |cost: Cost| if unchecked { cost } else { cost.scanning() };
        match &new.definition {
            // Both tables are locked (`AT_AddConstraint` of a foreign key, `ATAddForeignKeyConstraint`).
            ConstraintDefinition::ForeignKey(key) => {
                let lock = Lock::ShareRowExclusive;
                let other = context.lock_on(&key.references, lock);
                if context.relation_stood(&table) { checking(Cost::lock(lock)) } else { other }
            }
            ConstraintDefinition::Check(_) if context.relation_stood(&table) => {
                checking(Cost::lock(Lock::AccessExclusive))
            }
            // A partitioned table's key is added to it ONLY, and the partitions' are attached.
            ConstraintDefinition::PrimaryKey(_)
            | ConstraintDefinition::Unique(_)
            | ConstraintDefinition::Exclusion(_)
                if context.relation_stood(&table) =>
            {
                let cost = Cost::lock(Lock::AccessExclusive);
                if is_without_rows(context.from, &table) { cost } else { checking(cost) }
            }
            ConstraintDefinition::Check(_)
            | ConstraintDefinition::PrimaryKey(_)
            | ConstraintDefinition::Unique(_)
            | ConstraintDefinition::Exclusion(_) => Cost::default(),
        }
    }

    plain!(refused_by: none);
    plain!(drop_cost: Cost::lock(Lock::AccessExclusive));
    plain!(holds_data: false);
    plain!(secrets: none);
}
