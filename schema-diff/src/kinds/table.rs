//! Tables.

use std::collections::BTreeSet;

use schema_model::{
    Column, ConstraintDefinition, MemberName, Name, ObjectId, PartitionOf, Persistence, QualifiedName,
    ReplicaIdentity, Schema, Table, TableField,
};

use super::{Rules, anywhere, parameters_lock, plain};
use crate::action::{Action, Cost, Loss, Transaction, Verb};
use crate::rules::{Around, Context, Decision, Pair, Sense, Traits};
use crate::{Alter, Lock, TableAlter, checks, foreign};

/// Whether there is a partitioned table of this name.
pub(crate) fn is_partitioned(schema: &Schema, name: &QualifiedName) -> bool {
    schema.get::<Table>(name).is_some_and(|table| table.partition_by.is_some())
}

/// Whether a table has all its rows in partitions that a plan can see, each with statements of its own.
pub(crate) fn is_without_rows(schema: &Schema, name: &QualifiedName) -> bool {
    is_partitioned(schema, name) && !schema.children_left_out.contains(name)
}

/// Whether there is a foreign table of this name.
pub(crate) fn is_foreign(schema: &Schema, name: &QualifiedName) -> bool {
    schema.get::<Table>(name).is_some_and(Table::is_foreign)
}

/// Whether a table gets its parents only once it is made. Up to 15 a child can't be made with a generation expression of its own
/// for a column that a parent has, too ("child column specifies generation expression", `MergeAttributes` in PostgreSQL's
/// `tablecmds.c`), and keeps it when it is given the parent.
pub fn inherits_afterwards(to: &Schema, name: &QualifiedName, major: u32) -> bool {
    let Some(view) = to.table_view(name).filter(|_| major < 16) else { return false };
    let of_parent = |column: &Name| {
        view.table().inherits.iter().any(|parent| to.get::<Column>(&parent.member(column)).is_some())
    };
    view.columns().any(|(column, it)| it.generated.is_some() && !it.inherited && of_parent(column))
}

/// Whether the partition key of a column's table names the column: PostgreSQL changes neither then. The key is the server's
/// own text; a name in it is a word outside string literals, or in double quotes.
pub(crate) fn in_partition_key(schema: &Schema, column: &MemberName) -> bool {
    let key = schema.get::<Table>(&column.parent()).and_then(|table| table.partition_by.as_ref());
    key.is_some_and(|key| names_in(key).any(|name| column.name == name.as_str()))
}

fn names_in(text: &str) -> impl Iterator<Item = String> {
    let mut names = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\'' || c == '"' {
            let mut quoted = String::new();
            while let Some(inner) = chars.next() {
                if inner != c {
                    quoted.push(inner);
                } else if chars.next_if_eq(&c).is_some() {
                    quoted.push(c);
                } else {
                    break;
                }
            }
            if c == '"' {
                names.push(quoted);
            }
        } else if c.is_alphanumeric() || c == '_' {
            let mut word = String::from(c);
            while let Some(next) = chars.next_if(|n| n.is_alphanumeric() || *n == '_' || *n == '$') {
                word.push(next);
            }
            names.push(word);
        }
    }
    names.into_iter()
}

/// The index or the constraint that goes by this name on the table.
fn index_of(table: &QualifiedName, name: &schema_model::Name) -> Vec<ObjectId> {
    vec![ObjectId::Index(table.member(name)), ObjectId::Constraint(table.member(name))]
}

fn alter(alter: TableAlter) -> Vec<Decision> {
    vec![Decision::Alter(alter.into())]
}

/// What `ATTACH PARTITION` costs. Source: PostgreSQL's documentation of it, and `ATExecAttachPartition`: the parent is locked
/// gently; the table itself and a default partition beside it (see [`mind_default_partitions`]) fully, and both are read, to
/// see that every row is where it belongs. (A check that says so already spares the reading; whether it does, only PostgreSQL can tell.) The parent's
/// foreign keys come along (`CloneForeignKeyConstraints`) and lock what they refer to.
fn attaching(context: Context<'_>, id: &QualifiedName, new: &Table) -> Cost {
    let Some(of) = &new.partition_of else { return Cost::default() };
    // The first partition may be the default one, which then takes everything.
    let takes_all = of.bound == "DEFAULT" && !has_siblings(context, id, &of.parent);
    let mut cost = context.lock_on(&of.parent, Lock::ShareUpdateExclusive);
    if context.relation_stood(id) {
        cost.lock = Lock::AccessExclusive;
    }
    cost.scans = !takes_all && context.holds_rows(id);
    if let Some(parent) = context.to.table_view(&of.parent) {
        for (_, constraint) in parent.constraints() {
            if let ConstraintDefinition::ForeignKey(key) = &constraint.definition {
                cost.lock = cost.lock.max(context.lock_on(&key.references, Lock::ShareRowExclusive).lock);
            }
        }
    }
    cost
}

/// What attaching costs where a default partition is there by then, which is known once the actions are in order: it is
/// locked and read, as no row of it may belong to the new one.
pub(crate) fn mind_default_partitions(context: Context<'_>, actions: &mut [Action]) {
    let attach = Verb::Alter(TableAlter::Attach.into());
    let detach = Verb::Alter(TableAlter::Detach.into());
    if !actions.iter().any(|action| action.verb == attach) {
        return;
    }
    let is_default = |of: &&PartitionOf| of.bound == "DEFAULT";
    // A default partition that a check keeps rows out of is not read.
    let guarded: BTreeSet<ObjectId> = actions
        .iter()
        .filter(|action| match &action.verb {
            Verb::Alter(Alter::Table(TableAlter::GuardBound(check))) => check.outside,
            _ => false,
        })
        .map(|action| action.id.clone())
        .collect();
    let mut defaults = context.defaults_before().clone();
    let of = |schema: &Schema, name: &QualifiedName| {
        schema.get::<Table>(name).and_then(|table| table.partition_of.clone())
    };
    for action in actions {
        let ObjectId::Table(name) = &action.id else { continue };
        if (action.verb == detach || action.verb == Verb::Drop)
            && let Some(of) = of(context.from, name).filter(|of| is_default(&of))
        {
            defaults.remove(&of.parent);
        }
        if action.verb == attach
            && let Some(of) = of(context.to, name)
        {
            if let Some(beside) = defaults.get(&of.parent).filter(|beside| context.relation_stood(beside)) {
                action.cost.lock = Lock::AccessExclusive;
                let guarded = guarded.contains(&ObjectId::Table((*beside).clone()));
                action.cost.scans |= context.holds_rows(beside) && !guarded;
            }
            if is_default(&&of) {
                defaults.insert(of.parent, name.clone());
            }
        }
    }
}

/// Whether a partition stays under a parent whose partition key changes, which is refused: no bound for the new key is one for
/// the old.
fn parents_key_changes(context: Context<'_>, old: &Table, new: &Table) -> bool {
    let (Some(was), Some(is)) = (&old.partition_of, &new.partition_of) else { return false };
    let key = |schema: &Schema| schema.get::<Table>(&is.parent).and_then(|table| table.partition_by.clone());
    was.parent == is.parent && key(context.from) != key(context.to)
}

/// A foreign table can only be made anew, which nothing that holds rows may hang on.
fn server(context: Context<'_>, pair: &Pair<'_, Table>) -> Decision {
    match (&pair.old.server, &pair.new.server) {
        (None, _) => Decision::Refuse(
            "PostgreSQL can't make a table foreign: create a foreign table under another name, move the rows, and swap \
             the names"
                .into(),
        ),
        (Some(_), _) if !context.children_of(pair.id).is_empty() => Decision::Refuse(
            "PostgreSQL can't change the server of a foreign table, and other tables inherit from this one: say NO \
             INHERIT of them first"
                .into(),
        ),
        (Some(_), _) => Decision::Replace,
    }
}

/// Whether other partitions stand beside one.
fn has_siblings(context: Context<'_>, id: &QualifiedName, parent: &QualifiedName) -> bool {
    let stays = |name: &QualifiedName| {
        let now = context.to.get::<Table>(name).and_then(|table| table.partition_of.as_ref());
        now.is_some_and(|now| now.parent == *parent)
    };
    context.children_of(parent).iter().any(|name| name != id && stays(name))
}

impl Rules for Table {
    type Alter = TableAlter;
    const CREATE: u16 = 200;
    const DROP: u16 = 930;
    const GROUND: &'static [&'static str] =
        &["of_type", "inherits", "partition_by", "partition_of", "server"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("table", Lock::AccessExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = false;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: TableField) -> Vec<Decision> {
        let (old, new) = (pair.old, pair.new);
        match field {
            TableField::Persistence => alter(TableAlter::Persistence),
            TableField::AccessMethod if context.major() < 15 => vec![Decision::Refuse(
                "PostgreSQL can change a table's access method from 15 on: create a new table and move the rows"
                    .into(),
            )],
            TableField::AccessMethod => alter(TableAlter::AccessMethod),
            TableField::Tablespace => alter(TableAlter::Tablespace),
            TableField::Options => alter(TableAlter::Options),
            TableField::RowSecurity => alter(TableAlter::RowSecurity),
            TableField::ForceRowSecurity => alter(TableAlter::ForceRowSecurity),
            TableField::ReplicaIdentity => alter(TableAlter::ReplicaIdentity),
            TableField::ClusterOn => alter(TableAlter::ClusterOn),
            TableField::OfType => {
                let mut all = Vec::new();
                if old.of_type.is_some() {
                    all.push(Decision::Alter(TableAlter::NotOf.into()));
                }
                if new.of_type.is_some() {
                    all.push(Decision::Alter(TableAlter::Of.into()));
                }
                all
            }
            TableField::Inherits => {
                let go = old.inherits.iter().filter(|p| !new.inherits.contains(p));
                let come = new.inherits.iter().filter(|p| !old.inherits.contains(p));
                let mut all: Vec<Decision> = go
                    .map(|p| TableAlter::NoInherit(p.clone()))
                    .chain(come.map(|p| TableAlter::Inherit(p.clone())))
                    .map(|a| Decision::Alter(a.into()))
                    .collect();
                if all.is_empty() {
                    all.push(Decision::Report("its parents are listed in another order".into()));
                }
                all
            }
            TableField::PartitionBy => vec![Decision::Refuse(match (&old.partition_by, &new.partition_by) {
                (Some(old), Some(new)) => format!(
                    "PostgreSQL can't change a partition key (from {old} to {new}): create a new partitioned table, \
                     copy the rows, and swap the names"
                ),
                (None, _) => "PostgreSQL can't make a plain table partitioned, it has no partition key: create a \
                              partitioned table, attach the plain one as a partition or copy the rows, and swap the names"
                    .to_owned(),
                (_, None) => "PostgreSQL can't take a partition key away: create a plain table, copy the rows, and \
                              swap the names"
                    .to_owned(),
            })],
            TableField::Server => vec![server(context, pair)],
            TableField::ForeignOptions => alter(TableAlter::ForeignOptions),
            TableField::PartitionOf if parents_key_changes(context, old, new) => vec![Decision::Refuse(
                "PostgreSQL can't change the partition key of its parent, for which the new bound is".into(),
            )],
            TableField::PartitionOf => {
                let mut all = Vec::new();
                if old.partition_of.is_some() {
                    all.push(Decision::Alter(TableAlter::Detach.into()));
                }
                if new.partition_of.is_some() {
                    all.push(Decision::Alter(TableAlter::Attach.into()));
                }
                all
            }
        }
    }

    fn completions(context: Context<'_>, id: &QualifiedName, new: &Self) -> Vec<TableAlter> {
        let mut all = Vec::new();
        if inherits_afterwards(context.to, id, context.major()) {
            all.extend(new.inherits.iter().cloned().map(TableAlter::Inherit));
        }
        if new.partition_of.is_some() {
            all.push(TableAlter::Attach);
        }
        if new.replica_identity != ReplicaIdentity::Default {
            all.push(TableAlter::ReplicaIdentity);
        }
        if new.cluster_on.is_some() {
            all.push(TableAlter::ClusterOn);
        }
        if new.row_security {
            all.push(TableAlter::RowSecurity);
        }
        if new.force_row_security {
            all.push(TableAlter::ForceRowSecurity);
        }
        all
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &TableAlter) -> Traits {
        let (old, new) = (pair.old, pair.new);
        let exclusive = || context.lock_on(pair.id, Lock::AccessExclusive);
        // What is said of a partitioned table's storage is for partitions to come.
        let rewriting = || if old.partition_by.is_none() { exclusive().rewriting() } else { exclusive() };
        let adds = |yes: bool| if yes { Sense::Adds } else { Sense::Changes };
        match alter {
            TableAlter::Persistence => {
                anywhere(&["persistence"], adds(new.persistence == Persistence::Permanent), rewriting())
            }
            TableAlter::AccessMethod => anywhere(&["access_method"], Sense::Changes, rewriting()),
            TableAlter::Tablespace => anywhere(&["tablespace"], Sense::Changes, rewriting()),
            TableAlter::Options => {
                let only_new = old.options.iter().all(|(key, value)| new.options.get(key) == Some(value));
                let lock = parameters_lock(&old.options, &new.options);
                anywhere(&["options"], adds(only_new), Cost::lock(lock))
            }
            TableAlter::RowSecurity => anywhere(&["row_security"], adds(new.row_security), exclusive()),
            TableAlter::ForceRowSecurity => {
                anywhere(&["force_row_security"], adds(new.force_row_security), exclusive())
            }
            TableAlter::ReplicaIdentity => anywhere(
                &["replica_identity"],
                adds(old.replica_identity == ReplicaIdentity::Default || old == new),
                exclusive(),
            ),
            TableAlter::ClusterOn => anywhere(
                &["cluster_on"],
                adds(old.cluster_on.is_none() || old == new),
                context.lock_on(pair.id, Lock::ShareUpdateExclusive),
            ),
            TableAlter::ForeignOptions => {
                let adds_only =
                    old.foreign_options.iter().all(|(k, v)| new.foreign_options.get(k) == Some(v));
                anywhere(&["foreign_options"], adds(adds_only), exclusive())
            }
            TableAlter::Of | TableAlter::NotOf => Traits {
                around: if *alter == TableAlter::Of { Around::Last } else { Around::First },
                ..anywhere(&["of_type"], Sense::Changes, exclusive())
            },
            TableAlter::NoInherit(_) => {
                Traits { around: Around::First, ..anywhere(&["inherits"], Sense::Changes, exclusive()) }
            }
            // The child is locked for good, and the parent gently, as by CREATE TABLE.
            TableAlter::Inherit(parent) => {
                let stood = context.relation_stood(pair.id);
                let above = context.lock_on(parent, Lock::ShareUpdateExclusive);
                let cost = if stood { exclusive() } else { above };
                Traits { around: Around::Last, ..anywhere(&["inherits"], Sense::Adds, cost) }
            }
            TableAlter::Detach => {
                Traits { around: Around::First, ..anywhere(&["partition_of"], Sense::Changes, exclusive()) }
            }
            TableAlter::DropBound => anywhere(&[], Sense::Changes, exclusive()),
            // ALTER TABLE, "Notes": adding a NOT VALID check commits at once; validating takes SHARE UPDATE EXCLUSIVE.
            TableAlter::GuardBound(_) | TableAlter::DropBoundCheck(_) => {
                anywhere(&[], Sense::Adds, exclusive())
            }
            TableAlter::DropKept(_) => anywhere(&[], Sense::Changes, exclusive()),
            TableAlter::AddCheck(name) => {
                let checked = checks::inherited(context.to, pair.id, |_| true)
                    .get(name)
                    .is_some_and(|(_, check)| !check.not_valid && !check.not_enforced);
                let cost =
                    if checked && context.holds_rows(pair.id) { exclusive().scanning() } else { exclusive() };
                Traits { around: Around::Last, ..anywhere(&[], Sense::Adds, cost) }
            }
            TableAlter::ValidateCheck(_) | TableAlter::ValidateBound(_) => {
                let gentle = context.lock_on(pair.id, Lock::ShareUpdateExclusive);
                anywhere(&[], Sense::Adds, gentle.scanning().transacted(Transaction::Own))
            }
            TableAlter::Attach => Traits {
                around: Around::Last,
                ..anywhere(
                    &["partition_of"],
                    adds(old.partition_of.is_none() || old == new),
                    attaching(context, pair.id, new),
                )
            },
        }
    }

    fn consumes(_: Context<'_>, id: &QualifiedName, new: &Self, alter: &TableAlter) -> Vec<ObjectId> {
        match alter {
            TableAlter::ReplicaIdentity => match &new.replica_identity {
                ReplicaIdentity::Index(index) => index_of(id, index),
                ReplicaIdentity::Default | ReplicaIdentity::Nothing | ReplicaIdentity::Full => Vec::new(),
            },
            TableAlter::ClusterOn => new.cluster_on.iter().flat_map(|index| index_of(id, index)).collect(),
            TableAlter::Of => new.of_type.iter().cloned().map(ObjectId::CompositeType).collect(),
            TableAlter::Tablespace => new.tablespace.iter().cloned().map(ObjectId::Tablespace).collect(),
            TableAlter::Inherit(parent) => vec![ObjectId::Table(parent.clone())],
            TableAlter::Attach => {
                new.partition_of.iter().map(|of| ObjectId::Table(of.parent.clone())).collect()
            }
            TableAlter::Persistence
            | TableAlter::AccessMethod
            | TableAlter::Options
            | TableAlter::RowSecurity
            | TableAlter::ForceRowSecurity
            | TableAlter::ForeignOptions
            | TableAlter::NotOf
            | TableAlter::NoInherit(_)
            | TableAlter::Detach
            | TableAlter::DropBound
            | TableAlter::GuardBound(_)
            | TableAlter::ValidateBound(_)
            | TableAlter::DropBoundCheck(_)
            | TableAlter::DropKept(_)
            | TableAlter::AddCheck(_)
            | TableAlter::ValidateCheck(_) => Vec::new(),
        }
    }

    fn releases(_: &QualifiedName, old: &Self, alter: &TableAlter) -> Vec<ObjectId> {
        match alter {
            TableAlter::NotOf => old.of_type.iter().cloned().map(ObjectId::CompositeType).collect(),
            TableAlter::Tablespace => old.tablespace.iter().cloned().map(ObjectId::Tablespace).collect(),
            TableAlter::NoInherit(parent) => vec![ObjectId::Table(parent.clone())],
            TableAlter::Detach => {
                old.partition_of.iter().map(|of| ObjectId::Table(of.parent.clone())).collect()
            }
            // An index that tells rows apart can be dropped all the same.
            TableAlter::ReplicaIdentity
            | TableAlter::Persistence
            | TableAlter::AccessMethod
            | TableAlter::Options
            | TableAlter::RowSecurity
            | TableAlter::ForceRowSecurity
            | TableAlter::ClusterOn
            | TableAlter::ForeignOptions
            | TableAlter::Of
            | TableAlter::Inherit(_)
            | TableAlter::DropBound
            | TableAlter::GuardBound(_)
            | TableAlter::ValidateBound(_)
            | TableAlter::DropBoundCheck(_)
            | TableAlter::DropKept(_)
            | TableAlter::AddCheck(_)
            | TableAlter::ValidateCheck(_)
            | TableAlter::Attach => Vec::new(),
        }
    }

    plain!(refused_by: none);
    /// The parents are locked against other changes of their columns (`MergeAttributes`); partitions are made without
    /// theirs and attached.
    fn create_cost(context: Context<'_>, id: &QualifiedName, new: &Self) -> Cost {
        let at_once = !inherits_afterwards(context.to, id, context.major());
        if at_once && new.inherits.iter().any(|parent| context.relation_stood(parent)) {
            Cost::lock(Lock::ShareUpdateExclusive)
        } else {
            Cost::default()
        }
    }

    fn drop_cost(_: Context<'_>, _: &QualifiedName, old: &Self) -> Cost {
        let lock = Lock::AccessExclusive;
        if old.is_foreign() {
            return Cost { lock, ..foreign::drop_cost(&old.secrets) };
        }
        Cost::lock(lock).losing(Loss::Table)
    }

    /// The rows of a foreign table are elsewhere.
    fn holds_data(_: Context<'_>, _: &QualifiedName, old: &Self) -> bool {
        !old.is_foreign() || !old.secrets.is_empty()
    }

    fn secrets(table: &Self) -> Option<&BTreeSet<Name>> {
        Some(&table.secrets)
    }
}

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn names_of_a_partition_key() {
        let names: Vec<String> = names_in(r#"RANGE (date_trunc('at'::text, at), "Weird ""Name")"#).collect();
        assert_eq!(names, ["RANGE", "date_trunc", "text", "at", "Weird \"Name"]);
    }
}
