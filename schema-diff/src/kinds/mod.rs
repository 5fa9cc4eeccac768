//! One file per object kind: what can be altered in place, how that behaves, and what creating and dropping cost.

mod access_method;
mod aggregate;
mod attribute;
pub(crate) mod base_type;
pub(crate) mod cast;
mod collation;
mod column;
mod comment;
mod composite_type;
mod constraint;
mod conversion;
pub(crate) mod database;
mod default;
mod default_privilege;
mod domain;
mod domain_constraint;
mod r#enum;
mod event_trigger;
mod extension;
mod foreign_data_wrapper;
mod foreign_server;
mod function;
mod index;
mod language;
mod materialized_view;
pub(crate) mod membership;
pub(crate) mod operator;
mod operator_class;
mod operator_family;
mod owner;
pub(crate) mod parameter;
mod policy;
mod privilege;
mod procedure;
mod publication;
mod publication_schema;
mod publication_table;
pub(crate) mod range;
pub(crate) mod role;
mod role_setting;
mod rule;
mod schema;
pub(crate) mod security_label;
mod sequence;
pub(crate) mod shell_type;
mod statistics;
pub(crate) mod subscription;
mod table;
pub(crate) mod tablespace;
mod text_search_configuration;
mod text_search_dictionary;
mod text_search_parser;
mod text_search_template;
mod transform;
mod trigger;
mod user_mapping;
mod view;

pub(crate) use crate::rules::Rules;

pub(crate) use column::IN_PARTITION_KEY;
pub(crate) use r#enum::new_labels;
pub(crate) use function::replaceable_arguments;
pub(crate) use index::mends;
pub(crate) use publication_table::kept_apart;
pub use sequence::narrows;
pub use table::inherits_afterwards;
pub(crate) use table::{
    in_partition_key, is_foreign, is_partitioned, is_without_rows, mind_default_partitions,
};

/// The items of [`Rules`] that most kinds have alike, each said by the kind itself: `plain!(drop_cost: Lock)` and so on.
macro_rules! plain {
    (completions: none) => {
        fn completions(_: Context<'_>, _: &Self::Id, _: &Self) -> Vec<Self::Alter> {
            Vec::new()
        }
    };
    (consumes: none) => {
        fn consumes(_: Context<'_>, _: &Self::Id, _: &Self, _: &Self::Alter) -> Vec<ObjectId> {
            Vec::new()
        }
    };
    (releases: none) => {
        fn releases(_: &Self::Id, _: &Self, _: &Self::Alter) -> Vec<ObjectId> {
            Vec::new()
        }
    };
    (refused_by: none) => {
        fn refused_by(_: Context<'_>, _: &Pair<'_, Self>, _: &Self::Alter, _: &ObjectId) -> bool {
            false
        }
    };
    (secrets: none) => {
        fn secrets(_: &Self) -> Option<&std::collections::BTreeSet<schema_model::Name>> {
            None
        }
    };
    (holds_data: $holds:expr) => {
        fn holds_data(_: Context<'_>, _: &Self::Id, _: &Self) -> bool {
            $holds
        }
    };
    (create_cost: $cost:expr) => {
        fn create_cost(_: Context<'_>, _: &Self::Id, _: &Self) -> Cost {
            $cost
        }
    };
    (drop_cost: $cost:expr) => {
        fn drop_cost(_: Context<'_>, _: &Self::Id, _: &Self) -> Cost {
            $cost
        }
    };
}
pub(crate) use plain;

/// The items of [`Rules`] of a kind that PostgreSQL can't alter: whatever differs, it is dropped and made again. All fields
/// are named, so that a new one has to be thought about.
macro_rules! replaced_only {
    ($alter:ident, $field:ident: $($name:ident)|+) => {
        fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: $field) -> Vec<Decision> {
            vec![match field {
                $($field::$name)|+ => Decision::Replace,
            }]
        }

        fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &$alter) -> Traits {
            match *alter {}
        }

        plain!(completions: none);
        plain!(consumes: none);
        plain!(releases: none);
        plain!(refused_by: none);
    };
}
pub(crate) use replaced_only;

/// The traits of a kind that one statement gives a whole new definition (`CREATE OR REPLACE`).
macro_rules! defined_anew {
    ($alter:ident, [$($field:literal),+ $(,)?]) => {
        fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &$alter) -> Traits {
            match alter {
                $alter::Define => redefines(&[$($field),+], Sense::Changes, Cost::default()),
            }
        }
    };
}
pub(crate) use defined_anew;

use schema_model::Options;

use crate::action::{Cost, Lock, Transaction};
use crate::rules::{Around, Sense, Traits};

/// The lock that setting and resetting storage parameters takes, by `AlterTableGetRelOptionsLockLevel`: the gentle one for
/// those that say so in `reloptions.c`, and the whole one for the others, those of extensions' access methods among them.
pub(crate) fn parameters_lock(old: &Options, new: &Options) -> Lock {
    let gentle = |key: &str| {
        let key = key.strip_prefix("toast.").unwrap_or(key);
        key.starts_with("autovacuum_")
            || matches!(
                key,
                "fillfactor"
                    | "parallel_workers"
                    | "toast_tuple_target"
                    | "vacuum_index_cleanup"
                    | "vacuum_truncate"
                    | "vacuum_max_eager_freeze_failure_rate"
                    | "log_autovacuum_min_duration"
                    | "deduplicate_items"
                    | "vacuum_cleanup_index_scale_factor"
            )
    };
    let mut changed = old.keys().chain(new.keys()).filter(|key| old.get(*key) != new.get(*key));
    if changed.all(|key| gentle(key)) { Lock::ShareUpdateExclusive } else { Lock::AccessExclusive }
}

/// What `CREATE INDEX CONCURRENTLY` costs. PostgreSQL's documentation of CREATE INDEX, "Building Indexes Concurrently": a
/// SHARE UPDATE EXCLUSIVE lock, two scans of the table, no transaction block.
pub(crate) fn concurrent_build() -> Cost {
    Cost::lock(Lock::ShareUpdateExclusive).scanning().transacted(Transaction::Outside)
}

/// Traits of an alteration that stands anywhere and adopts no dependencies.
pub(crate) fn anywhere(fields: &'static [&'static str], sense: Sense, cost: Cost) -> Traits {
    Traits { around: Around::Anywhere, sense, cost, fields, redefines: false }
}

/// Traits of an alteration that gives the object a new definition.
pub(crate) fn redefines(fields: &'static [&'static str], sense: Sense, cost: Cost) -> Traits {
    Traits { around: Around::Between, sense, cost, fields, redefines: true }
}
