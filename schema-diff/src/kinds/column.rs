//! Columns.

use std::collections::BTreeSet;

use schema_model::{
    Column, ColumnDefault, ColumnField, Constraint, ConstraintDefinition, GeneratedKind, Identity, IndexKey,
    MemberName, Name, ObjectId, QualifiedName, Table,
};

use super::{Rules, anywhere, in_partition_key, is_foreign, is_partitioned, plain, redefines};
use crate::action::{Cost, Loss};
use crate::facts::stored_type;
use crate::rules::{Around, Context, Decision, Pair, Sense, Traits};
use crate::types::{carries_default, integer_range, stored_differently};
use crate::versions::SEQUENCE_PERSISTENCE;
use crate::volatile::is_volatile;
use crate::{ColumnAlter, Lock, Transaction, foreign, not_null, part, type_change};

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
        (Some(_), None) => {
            let kept = is_partitioned(context.to, &pair.id.parent())
                .then(|| not_null::keeper(context, pair.id))
                .flatten();
            match kept {
                None => alter(ColumnAlter::DropNotNull),
                Some(partition) => vec![Decision::Refuse(format!(
                    "up to 17 PostgreSQL takes NOT NULL from the partitions, too, and that of {} shall stay: give it up \
                     there as well, or detach the partition first and attach it again",
                    ObjectId::Table(partition)
                ))],
            }
        }
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

/// What old rows have in a new column.
enum Filling {
    /// A value of its own in each: they are written anew.
    Rows,
    /// The same in all, noted beside the column (`pg_attribute.attmissingval`).
    Noted,
    /// Null, or what is computed when it is asked for.
    Nothing,
}

/// Source: PostgreSQL's `ATExecAddColumn`.
fn filling(context: Context<'_>, id: &MemberName, new: &Column) -> Filling {
    if new.identity.is_some() {
        return Filling::Rows;
    }
    match new.generated.as_ref().map(|generated| generated.kind) {
        Some(GeneratedKind::Stored) => return Filling::Rows,
        Some(GeneratedKind::Virtual) => return Filling::Nothing,
        None => {}
    }
    let stored = stored_type(context.to, id, &new.type_name);
    let own = context.to.get::<ColumnDefault>(id);
    let volatile = match (own, &stored.default) {
        (Some(own), _) => Some(is_volatile(context, &ObjectId::ColumnDefault(id.clone()), &own.expression)),
        (None, Some((domain, text))) => Some(is_volatile(context, &ObjectId::Domain(domain.clone()), text)),
        (None, None) => None,
    };
    match volatile {
        // A domain's conditions are checked on every row, whatever the value (`DomainHasConstraints`).
        _ if stored.checked => Filling::Rows,
        Some(true) => Filling::Rows,
        Some(false) => Filling::Noted,
        None => Filling::Nothing,
    }
}

/// Whether a new type means new rows. Source: PostgreSQL's `ATColumnChangeRequiresRewrite`, which looks through domains
/// without conditions.
fn rewritten(context: Context<'_>, pair: &Pair<'_, Column>) -> bool {
    let (old, new) = (&pair.old.type_name, &pair.new.type_name);
    let (from, to) = (stored_type(context.from, pair.id, old), stored_type(context.to, pair.id, new));
    old != new
        && (to.checked || stored_differently(&from.type_name, &to.type_name, type_change(old, new).using))
}

/// Whether a check or an index of the first schema proves or disproves itself anew when the type of its column changes
/// without writing rows. Source: `ATPostAlterTypeCleanup`, by which checks are added again, and `CheckIndexCompatible`.
fn checked_again(context: Context<'_>, pair: &Pair<'_, Column>) -> bool {
    let Some(table) = context.from.table_view(&pair.id.parent()) else { return false };
    let this = ObjectId::Column(pair.id.clone());
    let concerns = |id: &ObjectId| {
        let mut found = false;
        context.from.edges_of(id, |on, _| found |= *on == this);
        found && context.stood(id)
    };
    let recollated = pair.old.collation != pair.new.collation;
    let name = |name: &schema_model::Name| pair.id.parent().member(name);
    let constraints = table.constraints().any(|(called, constraint)| {
        let again = match &constraint.definition {
            ConstraintDefinition::Check(_) => !constraint.not_valid && !constraint.not_enforced,
            ConstraintDefinition::PrimaryKey(_) | ConstraintDefinition::Unique(_) => recollated,
            ConstraintDefinition::Exclusion(_) => true,
            ConstraintDefinition::ForeignKey(_) => false,
        };
        again && concerns(&ObjectId::Constraint(name(called)))
    });
    let indexes = table.indexes().any(|(called, index)| {
        // What an expression gives is not compared.
        let computed = index.predicate.is_some()
            || index.columns.iter().any(|c| matches!(c.key, IndexKey::Expression(_)));
        (recollated || computed) && concerns(&ObjectId::Index(name(called)))
    });
    constraints || indexes
}

/// Whether an index is sorted by the column before all else.
pub(super) fn leads_an_index(context: Context<'_>, id: &MemberName) -> bool {
    let Some(table) = context.from.table_view(&id.parent()) else { return false };
    let keys = table.constraints().any(|(_, constraint)| match &constraint.definition {
        ConstraintDefinition::PrimaryKey(key) | ConstraintDefinition::Unique(key) => {
            key.columns.first() == Some(&id.name)
        }
        ConstraintDefinition::ForeignKey(_)
        | ConstraintDefinition::Check(_)
        | ConstraintDefinition::Exclusion(_) => false,
    });
    let indexes = table.indexes().any(|(_, index)| {
        let first = index.columns.first().map(|column| &column.key);
        let whole = index.method == "btree" && index.predicate.is_none() && !index.invalid;
        whole && matches!(first, Some(IndexKey::Column(name)) if *name == id.name)
    });
    keys || indexes
}

/// Whether a check of the table says already that there is no null. Source: `NotNullImpliedByRelConstraints`, which
/// sees it in other words too: PostgreSQL may then read less than is claimed.
fn known_not_null(context: Context<'_>, id: &MemberName) -> bool {
    let Some(table) = context.from.table_view(&id.parent()) else { return false };
    table.constraints().any(|(name, constraint)| match &constraint.definition {
        ConstraintDefinition::Check(expression) if !constraint.not_valid && !constraint.not_enforced => {
            let said = expression.strip_prefix('(').and_then(|e| e.strip_suffix(" IS NOT NULL)"));
            let named = said.is_some_and(|said| {
                id.name == said || format!("\"{}\"", id.name.replace('"', "\"\"")) == said
            });
            let member = id.parent().member(name);
            named && context.to.get::<Constraint>(&member) == Some(constraint)
        }
        _ => false,
    })
}

/// Whether the identity's sequence becomes what it shall be with the column's type. Source: `transformAlterTableStmt`, and
/// `init_params` in sequence.c, which moves the bounds that were those of the type.
fn follow_type(pair: &Pair<'_, Column>, old: &Identity, new: &Identity) -> bool {
    let (was, will) = (integer_range(&pair.old.type_name), integer_range(&pair.new.type_name));
    let (Some(was), Some(will)) = (was, will) else { return false };
    if was == will {
        return false;
    }
    let mut options = old.options.clone();
    if options.max == was.1 {
        options.max = will.1;
    }
    if options.min == was.0 {
        options.min = will.0;
    }
    let becomes = Identity { options, ..old.clone() };
    becomes == *new
}

/// What becomes of an identity. Its sequence has the persistence of the table, or one of its own.
fn identity(context: Context<'_>, pair: &Pair<'_, Column>) -> Vec<Decision> {
    let persistence = |identity: Option<&Identity>| identity.and_then(|identity| identity.persistence);
    let (old, new) = (pair.old.identity.as_deref(), pair.new.identity.as_deref());
    let mut all = match (old, new) {
        (None, _) => alter(ColumnAlter::AddIdentity),
        (Some(_), None) => return alter(ColumnAlter::DropIdentity),
        (Some(old), Some(new)) => {
            let same = Identity { persistence: old.persistence, ..new.clone() };
            if follow_type(pair, old, &same) {
                alter(ColumnAlter::SetType)
            } else if same != *old {
                alter(ColumnAlter::SetIdentity)
            } else {
                Vec::new()
            }
        }
    };
    if persistence(old) != persistence(new) {
        all.push(match context.major() < SEQUENCE_PERSISTENCE {
            true => Decision::Report(format!(
                "before PostgreSQL {SEQUENCE_PERSISTENCE} the sequence of an identity is always logged"
            )),
            false => Decision::Alter(ColumnAlter::IdentityPersistence.into()),
        });
    }
    all
}

impl Rules for Column {
    type Alter = ColumnAlter;
    const CREATE: u16 = 210;
    const DROP: u16 = 920;
    const GROUND: &'static [&'static str] = &["type_name", "collation", "generated", "identity"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("column", Lock::AccessExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: ColumnField) -> Vec<Decision> {
        match field {
            ColumnField::Type | ColumnField::Collation if in_partition_key(context.from, pair.id) => {
                vec![Decision::Refuse(IN_PARTITION_KEY.into())]
            }
            ColumnField::Type | ColumnField::Collation => alter(ColumnAlter::SetType),
            ColumnField::NotNull => not_null(context, pair),
            ColumnField::Identity => identity(context, pair),
            ColumnField::Generated => generated(context, pair),
            ColumnField::Storage => alter(ColumnAlter::Storage),
            // Nothing is stored, and PostgreSQL has no words to change it (`ATPrepCmd`).
            ColumnField::Compression if is_foreign(context.to, &pair.id.parent()) => vec![Decision::Replace],
            ColumnField::ForeignOptions => alter(ColumnAlter::ForeignOptions),
            ColumnField::Compression => alter(ColumnAlter::Compression),
            ColumnField::Statistics => alter(ColumnAlter::Statistics),
            ColumnField::Options => alter(ColumnAlter::Options),
        }
    }

    /// What CREATE TABLE and ADD COLUMN have no words for on every server.
    fn completions(context: Context<'_>, id: &MemberName, new: &Self) -> Vec<ColumnAlter> {
        let mut all = Vec::new();
        // What comes with a parent is not said where the table is made.
        if new.inherited && !new.foreign_options.is_empty() {
            let table = context.to.get::<Table>(&id.parent());
            if table.is_some_and(|table| table.partition_of.is_none()) {
                all.push(ColumnAlter::ForeignOptions);
            }
        }
        if new.not_null.as_ref().is_some_and(|n| n.not_valid) {
            all.push(ColumnAlter::SetNotNull);
        }
        if !not_null::unchecked_by(context, id, new).is_empty() {
            all.push(ColumnAlter::ValidateNotNull);
        }
        let own = new.identity.as_ref().is_some_and(|identity| identity.persistence.is_some());
        if own && context.major() >= SEQUENCE_PERSISTENCE {
            all.push(ColumnAlter::IdentityPersistence);
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
        let table = pair.id.parent();
        let exclusive = || context.lock_on(&table, Lock::AccessExclusive);
        let gentle = || context.lock_on(&table, Lock::ShareUpdateExclusive);
        let rows = context.relation_stood(&table) && context.holds_rows(&table);
        let scanning = |cost: Cost, yes: bool| if rows && yes { cost.scanning() } else { cost };
        let rewriting = |cost: Cost, yes: bool| if rows && yes { cost.rewriting() } else { cost };
        let between = |traits: Traits| Traits { around: Around::Between, ..traits };
        let adds = |yes: bool| if yes { Sense::Adds } else { Sense::Changes };
        match alter {
            ColumnAlter::DropNotNull => {
                let sense = if pair.new.not_null.is_none() { Sense::Widens } else { Sense::Changes };
                between(anywhere(&["not_null"], sense, exclusive()))
            }
            ColumnAlter::SetNotNull => {
                // What a child has from its parent is valid, and only becomes its own (18+).
                let before = context.from.get::<Column>(pair.id).and_then(|column| column.not_null.as_ref());
                let known = before.is_some_and(|n| !n.not_valid)
                    || pair.new.not_null.as_ref().is_some_and(|n| n.not_valid)
                    || known_not_null(context, pair.id);
                // Tables below that have it already are not read (`ATExecSetNotNull`).
                let has_it = |below: &QualifiedName| {
                    let column = context.from.get::<Column>(&below.member(&pair.id.name));
                    column.is_some_and(|column| column.not_null.as_ref().is_some_and(|n| !n.not_valid))
                };
                let cost = scanning(exclusive(), !known && context.holds_rows_but(&table, has_it));
                between(anywhere(&["not_null"], adds(pair.old.not_null.is_none()), cost))
            }
            ColumnAlter::Fill(_) => anywhere(&[], Sense::Adds, Cost::default()),
            // ALTER TABLE, "Notes": adding a NOT VALID check commits at once; validating takes SHARE UPDATE EXCLUSIVE.
            ColumnAlter::Guard(_) => anywhere(&[], Sense::Adds, exclusive()),
            ColumnAlter::ValidateGuard(_) => {
                anywhere(&[], Sense::Adds, gentle().scanning().transacted(Transaction::Own))
            }
            ColumnAlter::DropGuard(_) => anywhere(&[], Sense::Adds, exclusive()),
            // Between: what is on the constraint is said of the old name before, and of the new one after.
            ColumnAlter::RenameNotNull => between(anywhere(&["not_null"], Sense::Changes, exclusive())),
            ColumnAlter::ValidateNotNull => anywhere(&["not_null"], Sense::Adds, scanning(gentle(), true)),
            ColumnAlter::InheritNotNull => anywhere(&["not_null"], Sense::Changes, exclusive()),
            ColumnAlter::DropIdentity => between(anywhere(&["identity"], Sense::Changes, exclusive())),
            ColumnAlter::DropExpression => {
                between(Traits { redefines: true, ..anywhere(&["generated"], Sense::Changes, exclusive()) })
            }
            ColumnAlter::SetType => {
                let sequence = pair.old.identity.as_deref().zip(pair.new.identity.as_deref());
                let follows = sequence.is_some_and(|(old, new)| follow_type(pair, old, new));
                let fields: &[_] = match follows {
                    true => &["type_name", "collation", "identity"],
                    false => &["type_name", "collation"],
                };
                let change = type_change(&pair.old.type_name, &pair.new.type_name);
                let recollated = pair.old.collation != pair.new.collation;
                let mut cost = rewriting(exclusive(), rewritten(context, pair));
                if !cost.rewrites {
                    cost = scanning(cost, checked_again(context, pair));
                }
                if !change.widens && !is_foreign(context.from, &table) {
                    cost = cost.losing(Loss::Values);
                }
                let sense = if change.widens && !recollated { Sense::Widens } else { Sense::Changes };
                redefines(fields, sense, cost)
            }
            ColumnAlter::Retype(_) => redefines(&[], Sense::Changes, rewriting(exclusive(), true)),
            ColumnAlter::SetExpression => {
                let kept = context.major() >= 18
                    && pair.new.generated.as_ref().is_some_and(|g| g.kind == GeneratedKind::Virtual);
                let cost = rewriting(exclusive(), !kept);
                redefines(&["generated"], Sense::Changes, cost)
            }
            // The values that are there are read to go on after them: an index knows the last one.
            ColumnAlter::AddIdentity => {
                let cost = scanning(exclusive(), !leads_an_index(context, pair.id));
                between(anywhere(&["identity"], Sense::Adds, cost))
            }
            // Between: what is on the sequence is said of the old name before, and of the new one after.
            ColumnAlter::SetIdentity => between(anywhere(&["identity"], Sense::Changes, exclusive())),
            // The sequence is locked, as any other, if it was there.
            ColumnAlter::IdentityPersistence => {
                let stood =
                    context.from.get::<Column>(pair.id).is_some_and(|column| column.identity.is_some());
                let cost = if stood { Cost::lock(Lock::AccessExclusive) } else { Cost::default() };
                anywhere(&["identity"], Sense::Changes, cost)
            }
            ColumnAlter::Storage => anywhere(&["storage"], adds(pair.old.storage.is_none()), exclusive()),
            ColumnAlter::Compression => {
                anywhere(&["compression"], adds(pair.old.compression.is_none()), exclusive())
            }
            ColumnAlter::Statistics => {
                anywhere(&["statistics"], adds(pair.old.statistics.is_none()), gentle())
            }
            ColumnAlter::Options => anywhere(&["options"], adds(pair.old.options.is_empty()), gentle()),
            ColumnAlter::ForeignOptions => {
                let none = pair.old.foreign_options.is_empty() || pair.old == pair.new;
                anywhere(&["foreign_options"], adds(none), exclusive())
            }
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
            ColumnAlter::Retype(_) => crate::TypeChange {
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
            | ObjectId::Trigger(_)
            | ObjectId::Rule(_)
            | ObjectId::PublicationTable(_) => true,
            // PostgreSQL rebuilds them, without their target and under another owner (`RememberStatisticsForRebuilding`).
            ObjectId::Statistics(_) => true,
            ObjectId::Column(name) => name != pair.id,
            // The default must convert too, and PostgreSQL doesn't try all that `USING` can say.
            ObjectId::ColumnDefault(_) => match alter {
                ColumnAlter::Retype(_) => true,
                _ => !carries_default(&pair.old.type_name, &pair.new.type_name),
            },
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
        let table = id.parent();
        let cost = context.lock_on(&table, Lock::AccessExclusive);
        if cost.lock == Lock::None || !context.holds_rows(&table) {
            return cost;
        }
        match filling(context, id, new) {
            Filling::Rows => cost.rewriting(),
            Filling::Noted => cost,
            // Nothing tells what the column is in old rows: each is looked at (`verify_new_notnull`).
            Filling::Nothing if new.not_null.as_ref().is_some_and(|n| !n.not_valid) => cost.scanning(),
            Filling::Nothing => cost,
        }
    }

    fn drop_cost(context: Context<'_>, id: &MemberName, old: &Self) -> Cost {
        let cost = Cost::lock(Lock::AccessExclusive);
        if is_foreign(context.from, &id.parent()) {
            return Cost { loses: foreign::drop_cost(&old.secrets).loses, ..cost };
        }
        // A generated column's values can be computed again.
        if old.generated.is_some() { cost } else { cost.losing(Loss::Column) }
    }

    plain!(consumes: none);
    plain!(releases: none);

    /// A generated column's values can be computed again, and those of a foreign table's are elsewhere.
    fn holds_data(context: Context<'_>, id: &MemberName, old: &Self) -> bool {
        if is_foreign(context.from, &id.parent()) {
            return !old.secrets.is_empty();
        }
        old.generated.is_none()
    }
    fn secrets(column: &Self) -> Option<&BTreeSet<Name>> {
        Some(&column.secrets)
    }
}
