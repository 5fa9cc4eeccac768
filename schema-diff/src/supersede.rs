//! Types that PostgreSQL can't change: the old one steps aside, and what has it moves to the new one.

use std::collections::VecDeque;

use schema_model::ObjectId;

use crate::action::Reason;
use crate::dependents::Dependents;
use crate::expand::Expansion;
use crate::kinds::{IN_PARTITION_KEY, in_partition_key};
use crate::names;
use crate::plan::Difference;
use crate::{Alter, AttributeAlter, ColumnAlter, DomainAlter};

impl Expansion<'_> {
    /// Columns, attributes and domains of a superseded type move to the new one.
    pub(crate) fn retype(
        &mut self,
        id: &ObjectId,
        dependents: &Dependents<'_>,
        queue: &mut VecDeque<ObjectId>,
    ) {
        let reason = || Reason::Rebuilt { because: id.clone() };
        self.restore_satellites(id);
        for (dependent, _) in dependents.on(id) {
            let alter: Alter = match dependent {
                ObjectId::Column(_) => ColumnAlter::Retype(self.context.exchanged_below(id)).into(),
                ObjectId::Attribute(_) => AttributeAlter::SetType.into(),
                ObjectId::Domain(name) => {
                    let stem = names::superseded(name, self.context);
                    let fate = self.fates.entry(dependent.clone()).or_default();
                    if fate.drop
                        || fate
                            .alters
                            .iter()
                            .any(|(a, _)| matches!(a, Alter::Domain(DomainAlter::Supersede(_))))
                    {
                        continue;
                    }
                    fate.alters = vec![
                        (DomainAlter::Supersede(stem.clone()).into(), reason()),
                        (DomainAlter::DropSuperseded(stem).into(), reason()),
                    ];
                    queue.push_back(dependent.clone());
                    continue;
                }
                _ => continue,
            };
            if !self.context.to.contains(dependent) {
                continue;
            }
            if let ObjectId::Column(name) = dependent
                && in_partition_key(self.context.from, name)
            {
                let what = Difference::Changed(vec!["type_name"]);
                self.refused.push(Self::remark(dependent, what, IN_PARTITION_KEY));
            }
            let fate = self.fates.entry(dependent.clone()).or_default();
            let has = fate
                .alters
                .iter()
                .any(|(known, _)| *known == alter || matches!(known, Alter::Column(ColumnAlter::SetType)));
            if !fate.drop && !has {
                fate.alters.push((alter, reason()));
                queue.push_back(dependent.clone());
            }
        }
    }

    /// The new type starts without the comment, the owner and the privileges of the one that stepped aside.
    fn restore_satellites(&mut self, id: &ObjectId) {
        let satellites: Vec<ObjectId> = self
            .context
            .to
            .objects()
            .map(|(satellite, _)| satellite)
            .filter(|satellite| {
                // What is on a part of it as well: on the constraint behind a domain's NOT NULL.
                let of = satellite.target().and_then(|target| self.context.to.resolve(target));
                of == Some(id)
            })
            .cloned()
            .collect();
        for satellite in satellites {
            let fate = self.fates.entry(satellite).or_default();
            fate.alters.clear();
            fate.create = true;
            fate.reason = Some(Reason::Rebuilt { because: id.clone() });
        }
    }
}
