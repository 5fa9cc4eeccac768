//! Columns.

use schema_model::{
    Column, ColumnDefault, ColumnField, Constraint, ConstraintDefinition, GeneratedKind, MemberName, ObjectId,
};

use super::{Rules, anywhere, in_partition_key, plain, redefines};
use crate::action::{Cost, Loss};
use crate::rules::{Around, Context, Decision, Pair, Sense, Traits};
use crate::{ColumnAlter, Lock, Transaction, not_null, part, type_change};

/// Why such a column keeps its type.
pub(crate) const IN_PARTITION_KEY: &str = "PostgreSQL can't change the type of a column that is in the partition key: \
     create a new partitioned table, copy the rows, and swap the names";

fn alter(alter: ColumnAlter) -> Vec<Decision> {
    vec![Decision::Alter(alter.into())]
}

fn generated(context: Context<'_>, pair: &Pair<'_, Column>) -> Vec<Decision> {
    match (&pair.old.generated, &pair.new.generated) {
        (Some(old), None) if old.kind == GeneratedKind::Stored => alter(ColumnAlter::DropExpression),
        (Some(old), Some(new)) if old.kind == new.kind && context.major() >= 17 => {
            alter(ColumnAlter::SetExpression)
        }
        _ => vec![Decision::Replace],
    }
}

fn not_null(context: Context<'_>, pair: &Pair<'_, Column>) -> Vec<Decision> {
    match (&pair.old.not_null, &pair.new.not_null) {
        (None, None) => vec![],
        (None, Some(_)) => alter(ColumnAlter::SetNotNull),
        (Some(_), None) => alter(ColumnAlter::DropNotNull),
        (Some(old), Some(new)) => {
            // A valid constraint can't be made NOT VALID, only taken away and added again.
            if new.not_valid && !old.not_valid && context.major() >= 18 {
                return vec![
                    Decision::Alter(ColumnAlter::DropNotNull.into()),
                    Decision::Alter(ColumnAlter::SetNotNull.into()),
                ];
            }
            let mut all = if old.name == new.name { Vec::new() } else { not_null::renamed(context, pair) };
            if context.major() < 18 {
                if (old.no_inherit, old.not_valid) != (new.no_inherit, new.not_valid) {
                    let reason = "before PostgreSQL 18 there is no NOT NULL that is NO INHERIT or NOT VALID";
                    all.push(Decision::Report(reason.into()));
                }
                return all;
            }
            if old.no_inherit != new.no_inherit {
                all.push(Decision::Alter(ColumnAlter::InheritNotNull.into()));
            }
            if old.not_valid && !new.not_valid {
                all.push(Decision::Alter(ColumnAlter::ValidateNotNull.into()));
            }
            all
        }
    }
}

impl Rules for Column {
    type Alter = ColumnAlter;
    const CREATE: u16 = 210;
    const DROP: u16 = 920;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: ColumnField) -> Vec<Decision> {
        match field {
            ColumnField::Type | ColumnField::Collation if in_partition_key(context.from, pair.id) => {
                vec![Decision::Refuse(IN_PARTITION_KEY.into())]
            }
            ColumnField::Type | ColumnField::Collation => alter(ColumnAlter::SetType),
            ColumnField::NotNull => not_null(context, pair),
            ColumnField::Identity => match (&pair.old.identity, &pair.new.identity) {
                (None, _) => alter(ColumnAlter::AddIdentity),
                (Some(_), None) => alter(ColumnAlter::DropIdentity),
                (Some(_), Some(_)) => alter(ColumnAlter::SetIdentity),
            },
            ColumnField::Generated => generated(context, pair),
            ColumnField::Storage => alter(ColumnAlter::Storage),
            ColumnField::Compression => alter(ColumnAlter::Compression),
            ColumnField::Statistics => alter(ColumnAlter::Statistics),
            ColumnField::Options => alter(ColumnAlter::Options),
        }
    }

    /// What CREATE TABLE and ADD COLUMN have no words for on every server.
    fn completions(_: Context<'_>, _: &MemberName, new: &Self) -> Vec<ColumnAlter> {
        let mut all = Vec::new();
        if new.not_null.as_ref().is_some_and(|n| n.not_valid) {
            all.push(ColumnAlter::SetNotNull);
        }
        if new.storage.is_some() {
            all.push(ColumnAlter::Storage);
        }
        if new.statistics.is_some() {
            all.push(ColumnAlter::Statistics);
        }
        if !new.options.is_empty() {
            all.push(ColumnAlter::Options);
        }
        all
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &ColumnAlter) -> Traits {
        let exclusive = || Cost::lock(Lock::AccessExclusive);
        let gentle = || Cost::lock(Lock::ShareUpdateExclusive);
        let between = |traits: Traits| Traits { around: Around::Between, ..traits };
        let adds = |yes: bool| if yes { Sense::Adds } else { Sense::Changes };
        match alter {
            ColumnAlter::DropNotNull => {
                let sense = if pair.new.not_null.is_none() { Sense::Widens } else { Sense::Changes };
                between(anywhere(&["not_null"], sense, exclusive()))
            }
            ColumnAlter::SetNotNull => {
                between(anywhere(&["not_null"], adds(pair.old.not_null.is_none()), exclusive().scanning()))
            }
            // ALTER TABLE, "Notes": adding a NOT VALID check commits at once; validating takes SHARE UPDATE EXCLUSIVE.
            ColumnAlter::Guard(_) => anywhere(&[], Sense::Adds, exclusive()),
            ColumnAlter::ValidateGuard(_) => {
                anywhere(&[], Sense::Adds, gentle().scanning().transacted(Transaction::Own))
            }
            ColumnAlter::DropGuard(_) => anywhere(&[], Sense::Adds, exclusive()),
            // Between: what is on the constraint is said of the old name before, and of the new one after.
            ColumnAlter::RenameNotNull => between(anywhere(&["not_null"], Sense::Changes, exclusive())),
            ColumnAlter::ValidateNotNull => anywhere(&["not_null"], Sense::Adds, gentle().scanning()),
            ColumnAlter::InheritNotNull => anywhere(&["not_null"], Sense::Changes, exclusive()),
            ColumnAlter::DropIdentity => between(anywhere(&["identity"], Sense::Changes, exclusive())),
            ColumnAlter::DropExpression => {
                between(Traits { redefines: true, ..anywhere(&["generated"], Sense::Changes, exclusive()) })
            }
            ColumnAlter::SetType => {
                let change = type_change(&pair.old.type_name, &pair.new.type_name);
                let recollated = pair.old.collation != pair.new.collation;
                let mut cost = exclusive();
                cost.rewrites = change.rewrites;
                if !change.widens {
                    cost = cost.losing(Loss::Values);
                }
                let sense = if change.widens && !recollated { Sense::Widens } else { Sense::Changes };
                redefines(&["type_name", "collation"], sense, cost)
            }
            ColumnAlter::Retype => redefines(&[], Sense::Changes, exclusive().rewriting()),
            ColumnAlter::SetExpression => {
                let kept = context.major() >= 18
                    && pair.new.generated.as_ref().is_some_and(|g| g.kind == GeneratedKind::Virtual);
                let cost = if kept { exclusive() } else { exclusive().rewriting() };
                redefines(&["generated"], Sense::Changes, cost)
            }
            ColumnAlter::AddIdentity => between(anywhere(&["identity"], Sense::Adds, exclusive())),
            // The same of the sequence, where its name changes.
            ColumnAlter::SetIdentity => between(anywhere(&["identity"], Sense::Changes, exclusive())),
            ColumnAlter::Storage => anywhere(&["storage"], adds(pair.old.storage.is_none()), exclusive()),
            ColumnAlter::Compression => {
                anywhere(&["compression"], adds(pair.old.compression.is_none()), exclusive())
            }
            ColumnAlter::Statistics => {
                anywhere(&["statistics"], adds(pair.old.statistics.is_none()), gentle())
            }
            ColumnAlter::Options => anywhere(&["options"], adds(pair.old.options.is_empty()), gentle()),
        }
    }

    fn refused_by(
        context: Context<'_>,
        pair: &Pair<'_, Self>,
        alter: &ColumnAlter,
        dependent: &ObjectId,
    ) -> bool {
        let change = match alter {
            ColumnAlter::SetType => type_change(&pair.old.type_name, &pair.new.type_name),
            ColumnAlter::Retype => crate::TypeChange {
                rewrites: true,
                widens: true,
                related: false,
                using: crate::Using::ThroughText,
            },
            // Indexes and constraints are built anew by PostgreSQL; nothing else may stand on a generated column.
            // What is on the constraint goes with it; another one may come.
            ColumnAlter::DropNotNull => return part::is_of_not_null(dependent),
            _ => return false,
        };
        match dependent {
            // PostgreSQL: RememberAllDependentForRebuilding refuses rules, policies, triggers, generated columns,
            // publications and routines with a body in the catalog.
            ObjectId::View(_)
            | ObjectId::MaterializedView(_)
            | ObjectId::Function(_)
            | ObjectId::Procedure(_)
            | ObjectId::Policy(_)
            | ObjectId::Trigger(_) => true,
            ObjectId::Column(name) => name != pair.id,
            // The default must convert too, and PostgreSQL only tries the implicit way.
            ObjectId::ColumnDefault(name) => {
                let (old, new) =
                    (context.from.get::<ColumnDefault>(name), context.to.get::<ColumnDefault>(name));
                !change.related || old.zip(new).is_none_or(|(old, new)| old != new)
            }
            // Built anew with the old text: that fails where the operators are no longer there.
            ObjectId::Constraint(name) => {
                !change.related
                    && context.from.get::<Constraint>(name).is_some_and(|c| match c.definition {
                        ConstraintDefinition::Check(_)
                        | ConstraintDefinition::Exclusion(_)
                        | ConstraintDefinition::ForeignKey(_) => true,
                        ConstraintDefinition::PrimaryKey(_) | ConstraintDefinition::Unique(_) => false,
                    })
            }
            ObjectId::Index(name) => {
                !change.related
                    && context.from.get::<schema_model::Index>(name).is_some_and(|index| {
                        index.predicate.is_some()
                            || index.columns.iter().any(|c| {
                                c.operator_class.is_some()
                                    || matches!(c.key, schema_model::IndexKey::Expression(_))
                            })
                    })
            }
            _ => false,
        }
    }

    fn create_cost(context: Context<'_>, id: &MemberName, new: &Self) -> Cost {
        if !context.from.contains(&ObjectId::Table(id.parent())) {
            return Cost::default();
        }
        let cost = Cost::lock(Lock::AccessExclusive);
        let stored = new.generated.as_ref().is_some_and(|g| g.kind == GeneratedKind::Stored);
        if stored || new.identity.is_some() { cost.rewriting() } else { cost }
    }

    fn drop_cost(_: Context<'_>, _: &MemberName, old: &Self) -> Cost {
        let cost = Cost::lock(Lock::AccessExclusive);
        // A generated column's values can be computed again.
        if old.generated.is_some() { cost } else { cost.losing(Loss::Column) }
    }

    plain!(consumes: none);
    plain!(releases: none);
}
