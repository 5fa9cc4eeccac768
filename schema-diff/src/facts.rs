//! What costs depend on beside the object itself: what stood before the plan, and what hangs together with what. Worked
//! out from the first schema, and only where a rule asks.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use schema_model::{
    Column, Domain, MaterializedView, MemberName, NameSpace, Naming, ObjectId, QualifiedName, Schema,
    SqlText, Table,
};

use crate::action::{Cost, Reason};
use crate::expand::Fates;
use crate::rules::Context;
use crate::{Alter, DomainAlter, EnumAlter, LabelChange, Lock};

/// Facts about the first schema, found once.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// Objects of both schemas whose old self the plan takes away: what is done to the new one meets no old relation.
    replaced: BTreeSet<ObjectId>,
    children: OnceCell<BTreeMap<QualifiedName, Vec<QualifiedName>>>,
    defaults_before: OnceCell<BTreeMap<QualifiedName, QualifiedName>>,
    defaults_after: OnceCell<BTreeMap<QualifiedName, QualifiedName>>,
    typed: OnceCell<BTreeSet<QualifiedName>>,
    stored_domains: OnceCell<BTreeSet<QualifiedName>>,
    /// Labels of enums that are exchanged in the rows, on request.
    pub(crate) exchanged: BTreeMap<QualifiedName, Vec<LabelChange>>,
}

impl Facts {
    /// With these labels exchanged.
    pub(crate) fn exchanging(exchanged: BTreeMap<QualifiedName, Vec<LabelChange>>) -> Self {
        Self { exchanged, ..Self::default() }
    }

    /// Facts for the costs of these fates.
    pub(crate) fn beside(fates: &Fates, exchanged: BTreeMap<QualifiedName, Vec<LabelChange>>) -> Self {
        let superseded = |(alter, _): &(Alter, Reason)| {
            matches!(alter, Alter::Enum(EnumAlter::Supersede(_)) | Alter::Domain(DomainAlter::Supersede(_)))
        };
        let replaced = fates
            .iter()
            .filter(|(_, fate)| (fate.drop && fate.create) || fate.alters.iter().any(superseded))
            .map(|(id, _)| id.clone())
            .collect();
        Self { replaced, exchanged, ..Self::default() }
    }
}

/// Partitions and children by parent.
fn children(schema: &Schema) -> BTreeMap<QualifiedName, Vec<QualifiedName>> {
    let mut children: BTreeMap<QualifiedName, Vec<QualifiedName>> = BTreeMap::new();
    for (name, table) in schema.all::<Table>() {
        for parent in table.parents() {
            children.entry(parent.clone()).or_default().push(name.clone());
        }
    }
    children
}

/// Default partitions by what they are a partition of.
fn default_partitions(schema: &Schema) -> BTreeMap<QualifiedName, QualifiedName> {
    let of_default = |(name, table): (&QualifiedName, &Table)| {
        let of = table.partition_of.as_ref().filter(|of| of.bound == "DEFAULT")?;
        Some((of.parent.clone(), name.clone()))
    };
    schema.all::<Table>().filter_map(of_default).collect()
}

/// Domains that columns of tables and materialized views have, and the domains below these.
fn stored_domains(schema: &Schema) -> BTreeSet<QualifiedName> {
    let mut stored: BTreeSet<QualifiedName> = BTreeSet::new();
    let mut found: Vec<QualifiedName> = schema
        .dependencies()
        .filter_map(|d| match (&d.from, &d.to) {
            (ObjectId::Column(_) | ObjectId::MaterializedView(_), ObjectId::Domain(to)) => Some(to.clone()),
            _ => None,
        })
        .collect();
    while let Some(domain) = found.pop() {
        if stored.insert(domain.clone()) {
            schema.edges_of(&ObjectId::Domain(domain), |on, _| {
                if let ObjectId::Domain(below) = on {
                    found.push(below.clone());
                }
            });
        }
    }
    stored
}

impl<'a> Context<'a> {
    /// Whether an object was there before the plan, and still is the same one.
    pub(crate) fn stood(&self, id: &ObjectId) -> bool {
        // What is part of one object before and of another after is made anew: the index of a constraint, an identity's
        // sequence.
        let after = self.to.resolve(id);
        match (self.from.resolve(id), after) {
            (Some(before), _) => {
                !self.facts.replaced.contains(before) && after.is_none_or(|after| after == before)
            }
            // An identity's sequence under another name is the same one.
            (None, Some(column @ ObjectId::Column(name))) => {
                let before = self.from.get::<Column>(name);
                !self.facts.replaced.contains(column)
                    && before.is_some_and(|before| before.identity.is_some())
            }
            (None, _) => false,
        }
    }

    /// Whether there was a table, view, materialized view or sequence of this name that still is the same one.
    pub(crate) fn relation_stood(&self, name: &QualifiedName) -> bool {
        let kinds = [
            ObjectId::Table(name.clone()),
            ObjectId::View(name.clone()),
            ObjectId::MaterializedView(name.clone()),
            ObjectId::Sequence(name.clone()),
        ];
        // A name that is another kind's after is another relation's.
        let gone = !kinds.iter().any(|id| self.to.resolve(id).is_some());
        kinds.iter().any(|id| self.stood(id) && (gone || self.to.resolve(id).is_some()))
    }

    /// What it costs to lock this relation: nothing, if it is made by the same plan.
    pub(crate) fn lock_on(&self, relation: &QualifiedName, lock: Lock) -> Cost {
        if self.relation_stood(relation) { Cost::lock(lock) } else { Cost::default() }
    }

    /// The same of an object that may be a relation, or something else.
    pub(crate) fn lock_on_relation(&self, id: &ObjectId, lock: Lock) -> Cost {
        match (id.kind().name_space(), id.naming()) {
            (NameSpace::Relation, Naming::Qualified(name)) => self.lock_on(name, lock),
            _ => Cost::default(),
        }
    }

    /// Partitions and children of a table.
    pub(crate) fn children_of(&self, table: &QualifiedName) -> &'a [QualifiedName] {
        let children = self.facts.children.get_or_init(|| children(self.from));
        children.get(table).map_or(&[], Vec::as_slice)
    }

    /// The default partitions of the first schema.
    pub(crate) fn defaults_before(&self) -> &'a BTreeMap<QualifiedName, QualifiedName> {
        self.facts.defaults_before.get_or_init(|| default_partitions(self.from))
    }

    /// The default partitions of the second schema.
    pub(crate) fn defaults_after(&self) -> &'a BTreeMap<QualifiedName, QualifiedName> {
        self.facts.defaults_after.get_or_init(|| default_partitions(self.to))
    }

    /// Whether a statement about a table finds rows to read or to write: a partitioned table has none of its own.
    pub(crate) fn holds_rows(&self, table: &QualifiedName) -> bool {
        self.holds_rows_but(table, |_| false)
    }

    /// The same, but for the tables below that are spared, and what is below these.
    pub(crate) fn holds_rows_but(
        &self,
        table: &QualifiedName,
        is_spared: impl Fn(&QualifiedName) -> bool,
    ) -> bool {
        let mut seen = BTreeSet::new();
        let mut queue = vec![table];
        while let Some(name) = queue.pop() {
            let Some(found) = self.from.get::<Table>(name) else { continue };
            if found.partition_by.is_none() {
                return true;
            }
            if seen.insert(name) {
                // Partitions that leave have left before anything is done to the table.
                let stays = |child: &&QualifiedName| {
                    self.to.get::<Table>(child).is_none_or(|now| now.parents().any(|above| above == name))
                };
                let children = self.children_of(name).iter().filter(stays);
                queue.extend(children.filter(|child| !is_spared(child)));
            }
        }
        false
    }

    /// Whether a materialized view was never filled, or emptied.
    pub(crate) fn has_no_rows(&self, id: &ObjectId) -> bool {
        match id {
            ObjectId::MaterializedView(name) => {
                self.from.get::<MaterializedView>(name).is_some_and(|view| view.unpopulated)
            }
            _ => false,
        }
    }

    /// Whether a materialized view is filled when it is created again.
    pub(crate) fn repopulated(&self, id: &ObjectId) -> bool {
        match id {
            ObjectId::MaterializedView(name) => {
                self.to.get::<MaterializedView>(name).is_some_and(|view| !view.unpopulated)
            }
            _ => false,
        }
    }

    /// Whether there are tables `OF` this composite type: what is done to it is done to them.
    pub(crate) fn has_typed_tables(&self, composite: &QualifiedName) -> bool {
        let typed = self.facts.typed.get_or_init(|| {
            self.from.all::<Table>().filter_map(|(_, table)| table.of_type.clone()).collect()
        });
        typed.contains(composite)
    }

    /// What it costs to check a condition of a domain on all values that are there. Source: PostgreSQL's
    /// `get_rels_with_domain`, which takes SHARE on every table that has the domain.
    pub(crate) fn checking(&self, domain: &QualifiedName) -> Cost {
        let stored = self.facts.stored_domains.get_or_init(|| stored_domains(self.from));
        if stored.contains(domain) && self.stood(&ObjectId::Domain(domain.clone())) {
            Cost::lock(Lock::Share).scanning()
        } else {
            Cost::default()
        }
    }
}

/// The domain that a column or a domain has as its type.
fn domain_of(schema: &Schema, owner: &ObjectId, type_name: &str) -> Option<QualifiedName> {
    let plain = type_name.replace('"', "");
    let mut found = None;
    schema.edges_of(owner, |on, _| {
        if let ObjectId::Domain(name) = on
            && plain == format!("{}.{}", name.schema, name.name).replace('"', "")
        {
            found = Some(name.clone());
        }
    });
    found
}

/// What a column's values are stored as, and whether a domain on the way there has conditions.
pub(crate) struct Stored {
    pub(crate) type_name: SqlText,
    pub(crate) checked: bool,
    /// The default of a domain, which is the column's if that has none.
    pub(crate) default: Option<(QualifiedName, SqlText)>,
}

/// Looks through the domains of a column's type.
pub(crate) fn stored_type(schema: &Schema, column: &MemberName, type_name: &SqlText) -> Stored {
    let mut stored = Stored { type_name: type_name.clone(), checked: false, default: None };
    let mut owner = ObjectId::Column(column.clone());
    // A circle of domains, which PostgreSQL does not allow, ends all the same.
    for _ in 0..schema.len() {
        let Some(name) = domain_of(schema, &owner, &stored.type_name) else { break };
        let Some(domain) = schema.get::<Domain>(&name) else { break };
        let conditions = schema.domain_view(&name).is_some_and(|view| view.constraints().next().is_some());
        stored.checked |= domain.not_null.is_some() || conditions;
        if stored.default.is_none() {
            stored.default = domain.default.clone().map(|default| (name.clone(), default));
        }
        stored.type_name = domain.base_type.clone();
        owner = ObjectId::Domain(name);
    }
    // The one extension type whose values are stored as text, with casts that do nothing.
    if stored.type_name == "citext" || stored.type_name.ends_with(".citext") {
        let mut extension = false;
        schema.edges_of(&owner, |on, _| {
            extension |= matches!(on, ObjectId::Extension(name) if name == "citext")
        });
        if extension {
            stored.type_name = "text".into();
        }
    }
    stored
}
