//! What may have been renamed: said with the evidence, never acted on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schema_model::{Column, Name, ObjectId, ObjectKind, Origin, Origins, QualifiedName, Schema, SqlText};

use super::Rename;
use crate::Delta;

/// Two tables look like one when so many of a hundred columns of either are in both, by name and type.
const ENOUGH: usize = 70;
/// Columns that more missing tables have than these (an `id bigint`, a `created_at`) lead to no pair by themselves: between
/// two catalogs that have nothing in common there would be too many.
const COMMON: usize = 50;

/// A missing object that may be an extra one under another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameCandidate {
    /// What would be renamed.
    pub rename: Rename,
    /// What speaks for it.
    pub evidence: Evidence,
}

/// What speaks for a rename.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Proof: both snapshots are of one database, and it knows the two by one number.
    SameObject(Origin),
    /// Every field that counts is equal.
    Equal,
    /// So many columns of a table are on both sides, by name and type.
    Columns {
        /// How many are on both sides.
        shared: usize,
        /// How many the larger of the two tables has.
        of: usize,
    },
    /// The columns have the same type at the same place.
    SamePlace {
        /// Their type.
        type_name: SqlText,
        /// The place in the table, from 1.
        position: u32,
    },
}

impl Evidence {
    /// Whether it leaves no doubt.
    pub fn is_proof(&self) -> bool {
        matches!(self, Self::SameObject(_))
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameObject(origin) => write!(f, "proven: it is the same object, {origin} of this database"),
            Self::Equal => f.write_str("equal but for the name"),
            Self::Columns { shared, of } => write!(f, "{shared} of {of} columns are equal"),
            Self::SamePlace { type_name, position } => {
                write!(f, "both are {type_name} and column {position} of the table")
            }
        }
    }
}

/// Pairs of a missing and an extra object that may be one object under two names, best first; what is below such a pair is
/// not listed. Each object is in one pair at most.
///
/// ```
/// use schema_diff::{compare, rename_candidates};
/// use schema_model::{Column, QualifiedName, Schema, Server, Table};
///
/// let schema = |name| {
///     let mut schema = Schema::new(Server::new(170_000));
///     let users = QualifiedName::new("public", "users");
///     schema.insert_table(users.clone(), Table::new());
///     schema.insert_column(users.member(name), Column::new("text", 1));
///     schema
/// };
/// let (from, to) = (schema("name"), schema("full_name"));
/// let candidates = rename_candidates(&from, &to, &compare(&from, &to));
/// assert_eq!(candidates[0].rename.to_string(), "column:public.users.name=full_name");
/// ```
pub fn rename_candidates(from: &Schema, to: &Schema, delta: &Delta) -> Vec<RenameCandidate> {
    let gone: BTreeSet<&ObjectId> = delta.removed.iter().collect();
    let come: BTreeSet<&ObjectId> = delta.added.iter().collect();
    let known = origins(from, to);
    let mut found = proven(delta, known);
    // What is proven, and what is proven to be another, is no guess any more.
    let settled: BTreeSet<ObjectId> = found.iter().map(|candidate| candidate.rename.from.clone()).collect();
    let mut guesses = tables(from, to, delta);
    columns(from, to, delta, &mut guesses);
    // What is below an object that itself is gone goes along with it.
    let alone = |schema: &Schema, id: &ObjectId, others: &BTreeSet<&ObjectId>| {
        schema.parent(id).is_none_or(|parent| !others.contains(parent))
    };
    let mut by_content: BTreeMap<_, Vec<&ObjectId>> = BTreeMap::new();
    for id in delta.added.iter().filter(|id| by_equality(id.kind()) && alone(to, id, &come)) {
        if let Some(object) = to.object(id) {
            by_content.entry((to.parent(id), id.kind(), object.fingerprint())).or_default().push(id);
        }
    }
    for id in delta.removed.iter().filter(|id| by_equality(id.kind()) && alone(from, id, &gone)) {
        let Some(object) = from.object(id) else { continue };
        let Some(others) = by_content.get_mut(&(from.parent(id), id.kind(), object.fingerprint())) else {
            continue;
        };
        // Of several equal ones nobody can tell which: the first in canonical order.
        if !others.is_empty() {
            let other = others.remove(0);
            let rename = Rename { from: id.clone(), to: other.own_name().clone() };
            guesses.push(RenameCandidate { rename, evidence: Evidence::Equal });
        }
    }
    let both_known = |rename: &Rename| {
        let mut image = rename.from.clone();
        image.rename(&rename.to);
        known.is_some_and(|(old, new)| {
            old.objects.contains_key(&rename.from) && new.objects.contains_key(&image)
        })
    };
    guesses.retain(|guess| !settled.contains(&guess.rename.from) && !both_known(&guess.rename));
    found.extend(guesses);
    found.sort_by(|a, b| a.rename.from.cmp(&b.rename.from));
    found
}

/// Who is who, if both snapshots are of one database and say so.
fn origins<'a>(from: &'a Schema, to: &'a Schema) -> Option<(&'a Origins, &'a Origins)> {
    let both = from.origins.as_deref().zip(to.origins.as_deref());
    both.filter(|(old, new)| old.same_database(new))
}

/// Objects that the database knows by one number under two names.
fn proven(delta: &Delta, known: Option<(&Origins, &Origins)>) -> Vec<RenameCandidate> {
    let Some((old, new)) = known else { return Vec::new() };
    let mut come: BTreeMap<(ObjectKind, Origin), &ObjectId> = BTreeMap::new();
    for id in &delta.added {
        if let Some(origin) = new.objects.get(id) {
            come.insert((id.kind(), *origin), id);
        }
    }
    delta
        .removed
        .iter()
        .filter(|id| super::word(id.kind()).is_some())
        .filter_map(|id| {
            let origin = *old.objects.get(id)?;
            let other = come.get(&(id.kind(), origin))?;
            // What goes by another name only because of what it is in needs no renaming; what moved to another schema is
            // no rename.
            let moved = match (id, other) {
                (ObjectId::Schema(_) | ObjectId::Column(_) | ObjectId::Attribute(_), _) => false,
                _ => id.schema_name() != other.schema_name(),
            };
            (id.own_name() != other.own_name() && !moved).then(|| RenameCandidate {
                rename: Rename { from: id.clone(), to: other.own_name().clone() },
                evidence: Evidence::SameObject(origin),
            })
        })
        .collect()
}

/// Kinds of which only an equal object is a candidate.
fn by_equality(kind: ObjectKind) -> bool {
    super::word(kind).is_some()
        && !matches!(kind, ObjectKind::Table | ObjectKind::Column | ObjectKind::Schema)
}

type ColumnKey<'a> = (&'a Name, &'a SqlText);

fn columns_of<'a>(schema: &'a Schema, table: &QualifiedName) -> Vec<ColumnKey<'a>> {
    schema
        .table_view(table)
        .map(|view| view.columns_by_name().map(|(name, column)| (name, &column.type_name)).collect())
        .unwrap_or_default()
}

fn tables(from: &Schema, to: &Schema, delta: &Delta) -> Vec<RenameCandidate> {
    let name = |id: &ObjectId| match id {
        ObjectId::Table(name) => Some(name.clone()),
        _ => None,
    };
    let missing: Vec<QualifiedName> = delta.added.iter().filter_map(name).collect();
    let mut with: BTreeMap<(&Name, ColumnKey<'_>), Vec<usize>> = BTreeMap::new();
    let mut theirs = Vec::new();
    for (at, table) in missing.iter().enumerate() {
        let columns: BTreeSet<ColumnKey<'_>> = columns_of(to, table).into_iter().collect();
        for column in &columns {
            with.entry((&table.schema, *column)).or_default().push(at);
        }
        theirs.push(columns);
    }
    let mut pairs = Vec::new();
    for table in delta.removed.iter().filter_map(name) {
        let columns = columns_of(from, &table);
        let rare = columns
            .iter()
            .filter_map(|column| with.get(&(&table.schema, *column)))
            .filter(|tables| tables.len() <= COMMON);
        let alike: BTreeSet<usize> = rare.flatten().copied().collect();
        for at in alike {
            let shared = columns.iter().filter(|column| theirs[at].contains(*column)).count();
            let of = columns.len().max(theirs[at].len());
            if shared * 100 >= of * ENOUGH {
                pairs.push((shared * 1000 / of.max(1), table.clone(), at, shared, of));
            }
        }
    }
    // The best first; of equals the first in canonical order.
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (&a.1, a.2).cmp(&(&b.1, b.2))));
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for (_, table, at, shared, of) in pairs {
        if left.contains(&table) || right.contains(&at) {
            continue;
        }
        let rename = Rename { from: ObjectId::Table(table.clone()), to: missing[at].name.clone() };
        found.push(RenameCandidate { rename, evidence: Evidence::Columns { shared, of } });
        left.insert(table);
        right.insert(at);
    }
    found
}

fn columns(from: &Schema, to: &Schema, delta: &Delta, found: &mut Vec<RenameCandidate>) {
    let mut missing: BTreeMap<(QualifiedName, &SqlText, u32), &Name> = BTreeMap::new();
    for id in &delta.added {
        let ObjectId::Column(name) = id else { continue };
        if let Some(column) = to.get::<Column>(name) {
            missing.insert((name.parent(), &column.type_name, ordinal(to, name)), &name.name);
        }
    }
    for id in &delta.removed {
        let ObjectId::Column(name) = id else { continue };
        let Some(column) = from.get::<Column>(name) else { continue };
        let position = ordinal(from, name);
        let key = (name.parent(), &column.type_name, position);
        if let Some(new) = missing.remove(&key) {
            let rename = Rename { from: id.clone(), to: new.clone() };
            let type_name = column.type_name.clone();
            found.push(RenameCandidate { rename, evidence: Evidence::SamePlace { type_name, position } });
        }
    }
}

/// The place of a column among those of its table: attribute numbers have holes.
fn ordinal(schema: &Schema, name: &schema_model::MemberName) -> u32 {
    let Some(table) = schema.table_view(&name.parent()) else { return 0 };
    (1..).zip(table.columns()).find(|(_, (column, _))| **column == name.name).map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare;
    use schema_model::{Server, Table};

    /// A table with its number, and its columns with theirs.
    type Numbered<'a> = (&'a str, u32, &'a [(&'a str, i16)]);

    fn schema(database: u32, tables: &[Numbered<'_>]) -> Schema {
        let mut schema = Schema::new(Server::new(170_000));
        let mut origins = Origins::new("7", database);
        for (table, oid, columns) in tables {
            let name = QualifiedName::new("public", *table);
            schema.insert_table(name.clone(), Table::new());
            origins.objects.insert(ObjectId::Table(name.clone()), Origin { oid: *oid, number: 0 });
            for (column, number) in *columns {
                let member = name.member(*column);
                schema.insert_column(
                    member.clone(),
                    Column::new("text", u32::try_from(*number).expect("a place")),
                );
                origins.objects.insert(ObjectId::Column(member), Origin { oid: *oid, number: *number });
            }
        }
        schema.origins = Some(Box::new(origins));
        schema
    }

    fn said(from: &Schema, to: &Schema) -> Vec<String> {
        let candidates = rename_candidates(from, to, &compare(from, to));
        candidates.iter().map(|c| format!("{} {}", c.rename, c.evidence.is_proof())).collect()
    }

    #[test]
    fn one_number_is_one_object() {
        let old = schema(5, &[("users", 1, &[("name", 1), ("mail", 2)]), ("a", 2, &[("x", 1)])]);
        let new = schema(5, &[("users", 1, &[("full_name", 1), ("email", 3)]), ("b", 2, &[("x", 1)])]);
        // The second column was dropped, and another one made: what looks like a rename is proven to be none.
        assert_eq!(said(&old, &new), ["table:public.a=b true", "column:public.users.name=full_name true"]);
        // Of another database, numbers mean nothing.
        let other = schema(6, &[("users", 1, &[("full_name", 1), ("email", 3)]), ("b", 2, &[("x", 1)])]);
        assert_eq!(
            said(&old, &other),
            [
                "table:public.a=b false",
                "column:public.users.mail=email false",
                "column:public.users.name=full_name false"
            ]
        );
    }
}
