//! Partitions that come and leave while others work.

use schema_model::{ConstraintDefinition, Name, ObjectId, QualifiedName, Table, object_name};

use super::Stages;
use crate::action::{Action, Cost, Transaction, Way};
use crate::bound::{self, Bound, BoundCheck};
use crate::kinds::is_partitioned;
use crate::rules::Context;
use crate::{Lock, TableAlter};

impl Stages<'_> {
    /// ALTER TABLE, "DETACH PARTITION": CONCURRENTLY runs in two transactions of its own, is refused where there is a default
    /// partition, and leaves a check that says what the bound said.
    pub(super) fn detach(&mut self, table: &QualifiedName, action: &mut Action) {
        let Context { from, to, .. } = self.context;
        let Some(of) = from.get::<Table>(table).and_then(|table| table.partition_of.as_ref()) else { return };
        let stands_alone = to.get::<Table>(table).is_some_and(|table| table.parents().next().is_none());
        let has_default = self.context.defaults_before().contains_key(&of.parent)
            || self.context.defaults_after().contains_key(&of.parent);
        // What happens to a parent happens to its partitions: this one must have left before.
        let mut above = Some(of.parent.clone());
        let mut quiet = !self.facts.busy.contains(table);
        let mut depth = 0;
        while let Some(parent) = above.take().filter(|_| depth <= from.len()) {
            quiet &= !self.facts.busy.contains(&parent) && self.stands(&ObjectId::Table(parent.clone()));
            let next = from.get::<Table>(&parent).and_then(|parent| parent.partition_of.as_ref());
            above = next.map(|next| next.parent.clone());
            depth += 1;
        }
        if !stands_alone || !quiet || has_default {
            return;
        }
        action.way = Way::Concurrently;
        // For a moment, on the partition; SHARE UPDATE EXCLUSIVE on the partitioned table.
        action.cost = Cost::lock(Lock::AccessExclusive).transacted(Transaction::Outside);
        // A hash bound is left out: no check can say it without its table (`ATExecDetachPartition`). Minor versions that did
        // not know better are looked after all the same.
        let key = from.get::<Table>(&of.parent).and_then(|parent| parent.partition_by.as_ref());
        let left = key.is_none_or(|key| !key.starts_with("HASH"));
        let cost = if left { Cost::lock(Lock::AccessExclusive) } else { Cost::default() };
        self.add(&action.id, TableAlter::DropBound, cost);
    }

    /// ALTER TABLE, "ATTACH PARTITION": neither the table nor a default partition beside it is looked at where a valid check
    /// says already which rows it has. The check comes NOT VALID, is validated while others write, and goes once it has
    /// served.
    pub(super) fn attach(&mut self, at: usize, table: &QualifiedName, action: &mut Action) {
        let Context { from, to, .. } = self.context;
        let Some((column, bound)) = bound::partition_bound(to, table) else { return };
        let Some(of) = to.get::<Table>(table).and_then(|table| table.partition_of.as_ref()) else { return };
        // A partition that only gets another bound would be away for as long as the rows are looked at.
        let moves = from.get::<Table>(table).is_some_and(|table| table.partition_of.is_some());
        // A default partition that comes by the same plan must find the others there, or it would be read for each.
        let default = self.context.defaults_before().get(&of.parent);
        let default_after = self.context.defaults_after().get(&of.parent);
        let default_comes = default_after.is_some() && default_after != default;
        if moves || default_comes {
            return;
        }
        let beside = default_after.filter(|name| self.can_be_guarded(name, &column));
        if action.cost.scans && self.can_be_guarded(table, &column) && !self.gets_foreign_keys(&of.parent) {
            self.guard_bound(at, table, column.clone(), bound.clone(), false);
            action.cost.scans = false;
        }
        if let Some(beside) = beside {
            self.guard_bound(at, beside, column, bound, true);
        }
    }

    /// Whether a check can stand on a table from the beginning of the plan on.
    fn can_be_guarded(&self, table: &QualifiedName, column: &Name) -> bool {
        let column = ObjectId::Column(table.member(column));
        self.context.holds_rows(table)
            && !is_partitioned(self.context.from, table)
            && self.stands(&ObjectId::Table(table.clone()))
            && self.stands(&column)
            && !self.facts.changed.contains_key(&column)
    }

    /// Whether foreign keys of the parent, which every partition has, may be added with it: where the table has none like it, it
    /// gets one, and its rows are looked up (`CloneForeignKeyConstraints`).
    fn gets_foreign_keys(&self, parent: &QualifiedName) -> bool {
        self.context.to.table_view(parent).is_some_and(|parent| {
            parent
                .constraints()
                .any(|(_, constraint)| matches!(constraint.definition, ConstraintDefinition::ForeignKey(_)))
        })
    }

    fn guard_bound(&mut self, at: usize, table: &QualifiedName, column: Name, bound: Bound, outside: bool) {
        let id = ObjectId::Table(table.clone());
        let name = self.names.constraint(&object_name(&table.name, Some(&column), "bound"));
        let exclusive = Cost::lock(Lock::AccessExclusive);
        let validate = Cost::lock(Lock::ShareUpdateExclusive).scanning().transacted(Transaction::Own);
        let check = BoundCheck { name: name.clone(), column, bound, outside };
        let guard = self.add(&id, TableAlter::GuardBound(check), exclusive.clone());
        let validated = self.add(&id, TableAlter::ValidateBound(name.clone()), validate);
        let dropped = self.add(&id, TableAlter::DropBoundCheck(name), exclusive);
        self.edges.extend([(guard, validated), (validated, at), (at, dropped)]);
    }
}
