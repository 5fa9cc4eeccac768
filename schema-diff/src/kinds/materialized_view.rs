//! Materialized views.

use schema_model::{MaterializedView, MaterializedViewField, ObjectId, QualifiedName};

use super::{Rules, anywhere, parameters_lock, plain};
use crate::action::{Cost, Loss};
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, MaterializedViewAlter};

impl Rules for MaterializedView {
    type Alter = MaterializedViewAlter;
    const CREATE: u16 = 251;
    const DROP: u16 = 20;

    fn decide(context: Context<'_>, _: &Pair<'_, Self>, field: MaterializedViewField) -> Vec<Decision> {
        let alter = |alter: MaterializedViewAlter| Decision::Alter(alter.into());
        vec![match field {
            MaterializedViewField::Query | MaterializedViewField::Columns => Decision::Replace,
            MaterializedViewField::Options => alter(MaterializedViewAlter::Options),
            MaterializedViewField::AccessMethod if context.major() < 15 => Decision::Replace,
            MaterializedViewField::AccessMethod => alter(MaterializedViewAlter::AccessMethod),
            MaterializedViewField::Tablespace => alter(MaterializedViewAlter::Tablespace),
            MaterializedViewField::Unpopulated => alter(MaterializedViewAlter::Refresh),
            MaterializedViewField::ClusterOn => alter(MaterializedViewAlter::ClusterOn),
        }]
    }

    fn completions(_: Context<'_>, _: &QualifiedName, new: &Self) -> Vec<MaterializedViewAlter> {
        if new.cluster_on.is_some() { vec![MaterializedViewAlter::ClusterOn] } else { Vec::new() }
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
            MaterializedViewAlter::Refresh if pair.new.unpopulated => {
                anywhere(&["unpopulated"], Sense::Changes, exclusive().losing(Loss::MaterializedRows))
            }
            MaterializedViewAlter::Refresh => {
                anywhere(&["unpopulated"], Sense::Adds, exclusive().rewriting())
            }
        }
    }

    fn consumes(id: &QualifiedName, new: &Self, alter: &MaterializedViewAlter) -> Vec<ObjectId> {
        match alter {
            MaterializedViewAlter::ClusterOn => {
                new.cluster_on.iter().map(|index| ObjectId::Index(id.member(index))).collect()
            }
            MaterializedViewAlter::Options
            | MaterializedViewAlter::AccessMethod
            | MaterializedViewAlter::Tablespace
            | MaterializedViewAlter::Refresh => Vec::new(),
        }
    }

    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::lock(Lock::AccessExclusive).losing(Loss::MaterializedRows));
}
