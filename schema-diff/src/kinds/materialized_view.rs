//! Materialized views.

use schema_model::{MaterializedView, MaterializedViewField, ObjectId, QualifiedName};

use super::{Rules, anywhere, parameters_lock, plain};
use crate::action::{Cost, Loss};
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::versions::{OTHER_WORDS, is_written_otherwise};
use crate::{Lock, MaterializedViewAlter};

/// Statistics targets and options are set beside readers and writers. Source: `AlterTableGetLockLevel` in tablecmds.c.
fn settings_lock(pair: &Pair<'_, MaterializedView>) -> Lock {
    let stored = |view: &MaterializedView| -> Vec<_> {
        let all = view.column_settings.iter().map(|(name, it)| (name.clone(), it.storage, it.compression));
        all.filter(|(_, storage, compression)| storage.is_some() || compression.is_some()).collect()
    };
    let old = if pair.old == pair.new { Vec::new() } else { stored(pair.old) };
    if old == stored(pair.new) { Lock::ShareUpdateExclusive } else { Lock::AccessExclusive }
}

impl Rules for MaterializedView {
    type Alter = MaterializedViewAlter;
    const CREATE: u16 = 251;
    const DROP: u16 = 20;
    const GROUND: &'static [&'static str] = &["columns"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("materialized view", Lock::AccessExclusive));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(context: Context<'_>, pair: &Pair<'_, Self>, field: MaterializedViewField) -> Vec<Decision> {
        let alter = |alter: MaterializedViewAlter| Decision::Alter(alter.into());
        vec![match field {
            MaterializedViewField::Query
                if is_written_otherwise(context.from, context.to, &pair.old.query, &pair.new.query) =>
            {
                Decision::Report(OTHER_WORDS.into())
            }
            MaterializedViewField::Query | MaterializedViewField::Columns => Decision::Replace,
            MaterializedViewField::Options => alter(MaterializedViewAlter::Options),
            MaterializedViewField::AccessMethod if context.major() < 15 => Decision::Replace,
            MaterializedViewField::AccessMethod => alter(MaterializedViewAlter::AccessMethod),
            MaterializedViewField::Tablespace => alter(MaterializedViewAlter::Tablespace),
            MaterializedViewField::Unpopulated => alter(MaterializedViewAlter::Refresh),
            MaterializedViewField::ClusterOn => alter(MaterializedViewAlter::ClusterOn),
            MaterializedViewField::ColumnSettings => alter(MaterializedViewAlter::ColumnSettings),
        }]
    }

    fn completions(_: Context<'_>, _: &QualifiedName, new: &Self) -> Vec<MaterializedViewAlter> {
        let mut all = Vec::new();
        if new.cluster_on.is_some() {
            all.push(MaterializedViewAlter::ClusterOn);
        }
        if !new.column_settings.is_empty() {
            all.push(MaterializedViewAlter::ColumnSettings);
        }
        all
    }

    fn traits(context: Context<'_>, pair: &Pair<'_, Self>, alter: &MaterializedViewAlter) -> Traits {
        let exclusive = || Cost::lock(Lock::AccessExclusive);
        match alter {
            MaterializedViewAlter::Options => {
                let lock = parameters_lock(&pair.old.options, &pair.new.options);
                anywhere(&["options"], Sense::Changes, Cost::lock(lock))
            }
            MaterializedViewAlter::AccessMethod => {
                anywhere(&["access_method"], Sense::Changes, exclusive().rewriting())
            }
            MaterializedViewAlter::Tablespace => {
                anywhere(&["tablespace"], Sense::Changes, exclusive().rewriting())
            }
            MaterializedViewAlter::ClusterOn => anywhere(
                &["cluster_on"],
                Sense::Changes,
                context.lock_on(pair.id, Lock::ShareUpdateExclusive),
            ),
            MaterializedViewAlter::ColumnSettings => {
                let adds = pair.old.column_settings.is_empty() || pair.old == pair.new;
                let sense = if adds { Sense::Adds } else { Sense::Changes };
                anywhere(&["column_settings"], sense, context.lock_on(pair.id, settings_lock(pair)))
            }
            MaterializedViewAlter::Refresh if pair.new.unpopulated => {
                // New storage too, though nothing is in it (`ExecRefreshMatView`).
                let cost = exclusive().rewriting().losing(Loss::MaterializedRows);
                anywhere(&["unpopulated"], Sense::Changes, cost)
            }
            MaterializedViewAlter::Refresh => {
                anywhere(&["unpopulated"], Sense::Adds, exclusive().rewriting())
            }
        }
    }

    fn consumes(
        _: Context<'_>,
        id: &QualifiedName,
        new: &Self,
        alter: &MaterializedViewAlter,
    ) -> Vec<ObjectId> {
        match alter {
            MaterializedViewAlter::ClusterOn => {
                new.cluster_on.iter().map(|index| ObjectId::Index(id.member(index))).collect()
            }
            MaterializedViewAlter::Tablespace => {
                new.tablespace.iter().cloned().map(ObjectId::Tablespace).collect()
            }
            MaterializedViewAlter::Options
            | MaterializedViewAlter::AccessMethod
            | MaterializedViewAlter::Refresh
            | MaterializedViewAlter::ColumnSettings => Vec::new(),
        }
    }

    fn releases(_: &QualifiedName, old: &Self, alter: &MaterializedViewAlter) -> Vec<ObjectId> {
        match alter {
            MaterializedViewAlter::Tablespace => {
                old.tablespace.iter().cloned().map(ObjectId::Tablespace).collect()
            }
            MaterializedViewAlter::ClusterOn
            | MaterializedViewAlter::Options
            | MaterializedViewAlter::AccessMethod
            | MaterializedViewAlter::Refresh
            | MaterializedViewAlter::ColumnSettings => Vec::new(),
        }
    }

    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::lock(Lock::AccessExclusive).losing(Loss::MaterializedRows));
    plain!(holds_data: false);
    plain!(secrets: none);
}
