//! Partitions and children that only the first schema has: made at run time, by pg_partman and its like, or by hand.
//!
//! Who removes nothing keeps them, and then they are part of what the plan is about: PostgreSQL gives them the columns of
//! their parents, and an index or a key of a partitioned table is valid only once each partition has its own. So they are
//! adopted: the second schema gets them, as they will have to be below its tables.

use std::collections::BTreeSet;

use schema_model::{
    Column, ColumnDefault, Constraint, Index, IndexKey, MemberName, Name, ObjectId, QualifiedName, Schema,
    Table, Trigger, object_name,
};

use crate::expand::Expansion;
use crate::inherit::depth;
use crate::names::{Holders, Key};
use crate::plan::{Difference, requests};
use crate::{Options, Remark};

/// A second schema with what it adopted. See [`adopt`].
#[derive(Clone, Debug)]
pub struct Adopted {
    /// The schema to plan for.
    pub schema: Schema,
    /// The tables that it got, for people: they are not expected.
    pub left_alone: Vec<Remark>,
}

/// The second schema with the partitions and children that only the first one has below tables of both, and what these get
/// from their parents: columns, defaults, NOT NULL, keys and indexes. For the mode repair, which removes nothing; what it is
/// planned, said and applied for is then the schema that comes of this.
///
/// ```
/// use schema_diff::{Mode, Options, adopt, plan};
/// use schema_model::{Column, QualifiedName, Schema, Server, Table};
///
/// let (parent, child) = (QualifiedName::new("public", "p"), QualifiedName::new("public", "p_2026"));
/// let mut to = Schema::new(Server::new(170_000));
/// to.insert_table(parent.clone(), Table::new());
/// to.insert_column(parent.member("id"), Column::new("integer", 1));
/// let mut from = to.clone();
/// let mut made_at_run_time = Table::new();
/// made_at_run_time.inherits = vec![parent.clone()];
/// from.insert_table(child.clone(), made_at_run_time);
/// from.insert_column(child.member("id"), Column::new("integer", 1));
/// to.insert_column(parent.member("name"), Column::new("text", 2));
///
/// let options = Options::default().with_mode(Mode::Repair);
/// let adopted = adopt(&from, &to, &options);
/// assert_eq!(adopted.left_alone[0].id.to_string(), "table:public.p_2026");
/// // One statement: the child gets the column along with its parent.
/// assert_eq!(plan(&from, &adopted.schema, &options)?.actions.len(), 1);
/// # Ok::<(), schema_diff::PlanError>(())
/// ```
pub fn adopt(from: &Schema, to: &Schema, options: &Options) -> Adopted {
    let (requested, _) = requests(from, to, options);
    let image = requested.renames.image(from, to);
    let from = &*image;
    let mut adoption = Adoption {
        from,
        schema: to.clone(),
        names: Holders::of_both(from, to),
        wanted: Holders::with_identities(to),
    };
    let mut left_alone = Vec::new();
    let mut tables: BTreeSet<QualifiedName> = BTreeSet::new();
    // Parents first; who has a parent that does not come, does not come either.
    let mut below: Vec<(&QualifiedName, &Table)> =
        from.all::<Table>().filter(|(_, table)| table.parents().next().is_some()).collect();
    below.sort_by_key(|(name, _)| depth(from, name));
    for (name, table) in below {
        let placed = table.parents().all(|parent| adoption.schema.get::<Table>(parent).is_some());
        if let Some(remark) = placed.then(|| adoption.place(name, table)).flatten() {
            left_alone.push(remark);
            tables.insert(name.clone());
        }
    }
    if tables.is_empty() {
        return Adopted { schema: adoption.schema, left_alone };
    }
    adoption.take_what_is_below(&tables);
    adoption.keep_firing_states(&tables);
    let mut order: Vec<&QualifiedName> = tables.iter().collect();
    order.sort_by_key(|table| depth(&adoption.schema, table));
    for table in order {
        adoption.inherit(table);
    }
    Adopted { left_alone, schema: adoption.schema }
}

struct Adoption<'a> {
    from: &'a Schema,
    schema: Schema,
    /// Who has which name on either side.
    names: Holders,
    /// Who has it in the second schema.
    wanted: Holders,
}

/// The table that an object is part of, or said of.
fn table_of(id: &ObjectId) -> Option<QualifiedName> {
    let id = id.target().unwrap_or(id);
    if let ObjectId::Table(name) = id {
        return Some(name.clone());
    }
    id.parents().into_iter().find_map(|parent| match parent {
        ObjectId::Table(name) => Some(name),
        _ => None,
    })
}

impl Adoption<'_> {
    /// Puts a table where it is in the first schema, if it is elsewhere or missing in the second.
    fn place(&mut self, name: &QualifiedName, table: &Table) -> Option<Remark> {
        let id = ObjectId::Table(name.clone());
        let Some(wanted) = self.schema.get::<Table>(name) else {
            let schema = ObjectId::Schema(name.schema.clone());
            let room = self.wanted.get(&Key::Relation(name.clone())).is_none();
            if !room || self.schema.contains(&schema) != self.from.contains(&schema) {
                return None;
            }
            self.schema.insert_table(name.clone(), table.clone());
            let reason =
                "it is not in the expected schema; repair never removes, and gives it what its parent gets";
            return Some(Expansion::remark(&id, Difference::Extra, reason));
        };
        let leaves = table.partition_of.is_some() && table.partition_of != wanted.partition_of;
        if !leaves && wanted.inherits.starts_with(&table.inherits) {
            return None;
        }
        let mut stays = wanted.clone();
        stays.partition_of.clone_from(&table.partition_of);
        stays.inherits.clone_from(&table.inherits);
        self.schema.insert_table(name.clone(), stays);
        let fields = if leaves { vec!["partition_of"] } else { vec!["inherits"] };
        let reason = "it stays below the tables that it is below: repair never removes, and gives it what its parent gets";
        Some(Expansion::remark(&id, Difference::Changed(fields), reason))
    }

    /// Columns, constraints, indexes and all that is said of them, as they are.
    fn take_what_is_below(&mut self, tables: &BTreeSet<QualifiedName>) {
        let ours = |id: &ObjectId| table_of(id).is_some_and(|table| tables.contains(&table));
        self.schema.retain(|id, _| matches!(id, ObjectId::Table(_)) || !ours(id));
        for (id, object) in self.from.objects() {
            if !matches!(id, ObjectId::Table(_)) && ours(id) {
                // A name that the second schema gives to something else is none of theirs any more.
                let taken = crate::names::key(id, self.from)
                    .is_some_and(|key| self.wanted.get(&key).is_some_and(|holder| !ours(holder)));
                if !taken {
                    // Of its own kind: it comes from a schema.
                    let _ = self.schema.insert_object(id.clone(), object.clone());
                }
            }
        }
        for dependency in self.from.dependencies() {
            if ours(&dependency.from) && self.schema.contains(&dependency.to) {
                self.schema.depend(dependency.from.clone(), dependency.to.clone(), dependency.why);
            }
        }
    }

    /// In which sessions the copies of triggers fire that partitions have, is said of the trigger above.
    fn keep_firing_states(&mut self, tables: &BTreeSet<QualifiedName>) {
        let triggers: Vec<(MemberName, Trigger)> =
            self.schema.all::<Trigger>().map(|(id, trigger)| (id.clone(), trigger.clone())).collect();
        for (id, mut trigger) in triggers {
            let before = trigger.on_partitions.clone();
            trigger.on_partitions.retain(|table, _| !tables.contains(table));
            if let Some(now) = self.from.get::<Trigger>(&id) {
                let kept = now.on_partitions.iter().filter(|(table, _)| tables.contains(*table));
                trigger.on_partitions.extend(kept.map(|(table, state)| (table.clone(), *state)));
            }
            if trigger.on_partitions != before {
                self.schema.insert(id, trigger);
            }
        }
    }

    /// What a table gets from the tables above it. Those were done before.
    fn inherit(&mut self, table: &QualifiedName) {
        let Some(own) = self.schema.get::<Table>(table).cloned() else { return };
        let parents: Vec<QualifiedName> = own.parents().cloned().collect();
        for parent in &parents {
            let columns: Vec<(Name, Column)> = self
                .schema
                .table_view(parent)
                .map(|view| view.columns().map(|(name, column)| (name.clone(), column.clone())).collect())
                .unwrap_or_default();
            for (name, column) in columns {
                self.inherit_column(parent, table, &name, &column);
            }
        }
        if let Some(of) = &own.partition_of {
            self.inherit_keys(&of.parent, table);
            // PostgreSQL passes foreign partitions by (`DefineIndex`).
            if !own.is_foreign() {
                self.inherit_indexes(&of.parent, table);
            }
        }
    }

    fn inherit_column(&mut self, parent: &QualifiedName, table: &QualifiedName, name: &Name, above: &Column) {
        let (here, there) = (table.member(name), parent.member(name));
        let inherited_not_null = || {
            above.not_null.as_ref().map(|not_null| match &not_null.name {
                Some(name) => name.clone(),
                None => object_name(&parent.name, Some(name), "not_null"),
            })
        };
        if self.schema.get::<Column>(&here).is_none() {
            let position = 1 + self.schema.table_view(table).map_or(0, |view| {
                view.columns().map(|(_, column)| column.position).max().unwrap_or_default()
            });
            let mut column = above.clone();
            column.inherited = true;
            column.identity = None;
            column.position = position;
            if column.not_null.as_ref().is_some_and(|not_null| not_null.no_inherit) {
                column.not_null = None;
            }
            column.inherited_not_null = column.not_null.as_ref().and_then(|_| inherited_not_null());
            self.schema.insert_column(here.clone(), column);
            if let Some(default) = self.schema.get::<ColumnDefault>(&there).cloned() {
                self.schema.insert(here.clone(), default);
                let (there, here) = (there.clone(), here.clone());
                self.depend_like(
                    &ObjectId::ColumnDefault(there),
                    &ObjectId::ColumnDefault(here),
                    parent,
                    table,
                );
            }
            self.depend_like(&ObjectId::Column(there), &ObjectId::Column(here), parent, table);
            return;
        }
        let before = self.from.get::<Column>(&there).cloned();
        let named = self.from.server.major() >= 18;
        self.schema.update::<Column>(&here, |column| {
            // As the parent's was: it changes with it.
            if before.as_ref().is_some_and(|before| before.type_name == column.type_name) {
                column.type_name = above.type_name.clone();
                column.collation = above.collation.clone();
            }
            let comes = above.not_null.as_ref().is_some_and(|not_null| !not_null.no_inherit);
            if comes && column.not_null.is_none() {
                column.not_null.clone_from(&above.not_null);
                column.inherited_not_null = inherited_not_null();
            }
            // DROP NOT NULL goes down; what is a constraint (18+) stays where it is the child's own too.
            let went =
                before.as_ref().is_some_and(|before| before.not_null.is_some()) && above.not_null.is_none();
            if went && (!named || column.inherited_not_null.is_some()) {
                column.not_null = None;
                column.inherited_not_null = None;
            }
        });
    }

    fn inherit_keys(&mut self, parent: &QualifiedName, table: &QualifiedName) {
        let above: Vec<(Name, Constraint)> = self
            .schema
            .table_view(parent)
            .map(|view| view.constraints().map(|(name, key)| (name.clone(), key.clone())).collect())
            .unwrap_or_default();
        for (name, key) in above.into_iter().filter(|(_, key)| key.has_index()) {
            let there = parent.member(&name);
            let mut free: Vec<(Name, bool)> = Vec::new();
            for (name, own) in self.schema.table_view(table).into_iter().flat_map(|view| view.constraints()) {
                if own.attached_to.as_ref() == Some(&there) {
                    free = vec![(name.clone(), true)];
                    break;
                }
                if own.definition == key.definition && own.attached_to.is_none() {
                    free.push((name.clone(), false));
                }
            }
            if let Some((name, attached)) = free.first() {
                if !attached {
                    self.schema.update::<Constraint>(&table.member(name), |own| {
                        own.attached_to = Some(there.clone())
                    });
                }
                continue;
            }
            let label = match &key.definition {
                schema_model::ConstraintDefinition::PrimaryKey(_) => "pkey",
                _ => "key",
            };
            let columns = match &key.definition {
                schema_model::ConstraintDefinition::Unique(unique) => Some(joined(unique.columns.iter())),
                _ => None,
            };
            let mut own = key.clone();
            own.attached_to = Some(there.clone());
            own.statistics.clear();
            let name = self.free_name(table, columns.as_ref(), label);
            let here = table.member(&name);
            self.schema.insert(here.clone(), own);
            self.depend_like(&ObjectId::Constraint(there), &ObjectId::Constraint(here), parent, table);
        }
    }

    fn inherit_indexes(&mut self, parent: &QualifiedName, table: &QualifiedName) {
        let above: Vec<(Name, Index)> = self
            .schema
            .table_view(parent)
            .map(|view| view.indexes().map(|(name, index)| (name.clone(), index.clone())).collect())
            .unwrap_or_default();
        for (name, index) in above {
            let there = parent.member(&name);
            let alike = |own: &Index| {
                let mut wanted = index.clone();
                wanted.attached_to = own.attached_to.clone();
                wanted.options = own.options.clone();
                wanted.tablespace = own.tablespace.clone();
                wanted.statistics = own.statistics.clone();
                own.attached_to.is_none() && wanted == *own
            };
            let mut found: Option<(Name, bool)> = None;
            for (name, own) in self.schema.table_view(table).into_iter().flat_map(|view| view.indexes()) {
                if own.attached_to.as_ref() == Some(&there) {
                    found = Some((name.clone(), true));
                    break;
                }
                if found.is_none() && alike(own) {
                    found = Some((name.clone(), false));
                }
            }
            if let Some((name, attached)) = found {
                if !attached {
                    self.schema
                        .update::<Index>(&table.member(&name), |own| own.attached_to = Some(there.clone()));
                }
                continue;
            }
            let words: Vec<Name> = index
                .columns
                .iter()
                .map(|column| match &column.key {
                    IndexKey::Column(name) => name.clone(),
                    IndexKey::Expression(_) => Name::from("expr"),
                })
                .collect();
            let mut own = index.clone();
            own.attached_to = Some(there.clone());
            // What a partition gets along with its parent has none.
            own.statistics.clear();
            let name = self.free_name(table, Some(&joined(words.iter())), "idx");
            let here = table.member(&name);
            self.schema.insert(here.clone(), own);
            self.depend_like(&ObjectId::Index(there), &ObjectId::Index(here), parent, table);
        }
    }

    /// What something of the parent depends on, the same of the table depends on: on the table's own columns where that is the
    /// parent's.
    fn depend_like(
        &mut self,
        there: &ObjectId,
        here: &ObjectId,
        parent: &QualifiedName,
        table: &QualifiedName,
    ) {
        let mut alike = Vec::new();
        self.schema.edges_of(there, |to, why| {
            alike.push(match to {
                ObjectId::Column(column) if column.parent() == *parent => {
                    (ObjectId::Column(table.member(&column.name)), why)
                }
                ObjectId::Table(name) if name == parent => (ObjectId::Table(table.clone()), why),
                other => (other.clone(), why),
            });
        });
        for (to, why) in alike.into_iter().filter(|(to, _)| to != here) {
            self.schema.depend(here.clone(), to, why);
        }
    }

    /// The name that PostgreSQL would choose, or the next one that nothing has on either side.
    fn free_name(&mut self, table: &QualifiedName, columns: Option<&Name>, label: &str) -> Name {
        let mut n = 0;
        loop {
            let label = if n == 0 { label.to_owned() } else { format!("{label}{n}") };
            let name = object_name(&table.name, columns, &label);
            let key = Key::Relation(QualifiedName::new(table.schema.clone(), name.clone()));
            if self.names.claim(key, ObjectId::Table(table.clone())) {
                return name;
            }
            n += 1;
        }
    }
}

/// As PostgreSQL joins the names of columns for the name of an index (`ChooseIndexColumnNames`, `ChooseIndexNameAddition`).
fn joined<'a>(names: impl Iterator<Item = &'a Name>) -> Name {
    let names: Vec<&str> = names.map(Name::as_str).collect();
    Name::from(names.join("_"))
}
