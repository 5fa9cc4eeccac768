//! Relations, and what inherits from what.

use std::collections::BTreeSet;

use schema_model::{Name, Options, QualifiedName, SqlText};

use crate::Error;
use crate::catalog::{Acl, Catalog};
use crate::intern::Oid;
use crate::kinds::column::AttributeRow;
use crate::parse::options;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// `relkind`, where the relation has columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RelationKind {
    Table,
    PartitionedTable,
    View,
    MaterializedView,
    ForeignTable,
    CompositeType,
}

/// A row of `pg_class` with its columns.
pub(crate) struct Relation {
    pub(crate) oid: Oid,
    pub(crate) namespace: Oid,
    pub(crate) name: QualifiedName,
    pub(crate) kind: RelationKind,
    /// Whether it is part of the model: see [`Catalog::settle_names`].
    pub(crate) ours: bool,
    pub(crate) owner: Oid,
    pub(crate) persistence: char,
    pub(crate) access_method: Oid,
    pub(crate) tablespace: Oid,
    pub(crate) toast: Oid,
    pub(crate) of_type: Oid,
    pub(crate) row_security: bool,
    pub(crate) force_row_security: bool,
    pub(crate) replica_identity: char,
    pub(crate) populated: bool,
    pub(crate) partition: bool,
    pub(crate) options: Options,
    pub(crate) acl: Acl,
    pub(crate) bound: Option<SqlText>,
    pub(crate) key: Option<SqlText>,
    pub(crate) foreign: Option<Box<Foreign>>,
    /// By number.
    pub(crate) attributes: Vec<AttributeRow>,
    /// Places in `attributes`, by name.
    pub(crate) by_name: Vec<usize>,
}

/// A row of `pg_foreign_table`.
pub(crate) struct Foreign {
    pub(crate) server: Name,
    pub(crate) options: Options,
    pub(crate) secrets: BTreeSet<Name>,
}

impl Relation {
    /// Whether it is a table of the model.
    pub(crate) fn is_table(&self) -> bool {
        matches!(self.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable)
    }

    /// Whether it is a view of either sort.
    pub(crate) fn is_view(&self) -> bool {
        matches!(self.kind, RelationKind::View | RelationKind::MaterializedView)
    }

    /// Its columns by name, each with its position from 1.
    pub(crate) fn columns_by_name(&self) -> impl Iterator<Item = (&AttributeRow, u32)> {
        self.by_name.iter().filter_map(|at| Some((self.attributes.get(*at)?, u32::try_from(at + 1).ok()?)))
    }

    /// The column of this number.
    pub(crate) fn attribute(&self, number: i16) -> Option<&AttributeRow> {
        let at = self.attributes.binary_search_by_key(&number, |a| a.number).ok()?;
        self.attributes.get(at)
    }

    /// In PostgreSQL's words.
    pub(crate) fn describe(&self) -> String {
        let word = match self.kind {
            RelationKind::Table | RelationKind::PartitionedTable => "table",
            RelationKind::View => "view",
            RelationKind::MaterializedView => "materialized view",
            RelationKind::ForeignTable => "foreign table",
            RelationKind::CompositeType => "type",
        };
        format!("{word} {}", self.name)
    }
}

pub(crate) const RELATION: Statement = statement!(Names, "relation", decode);
pub(crate) const OUTSIDE: Statement = statement!(Names, "outside", decode_outside, extent: Some);
pub(crate) const INHERITS: Statement = statement!(Names, "inherits", decode_inherits);

fn kind(letter: char) -> Option<RelationKind> {
    Some(match letter {
        'r' => RelationKind::Table,
        'p' => RelationKind::PartitionedTable,
        'v' => RelationKind::View,
        'm' => RelationKind::MaterializedView,
        'f' => RelationKind::ForeignTable,
        'c' => RelationKind::CompositeType,
        _ => return None,
    })
}

/// An access control list and its default, which are the row's next two fields.
pub(crate) fn acl(row: &mut Row<'_>) -> Result<Acl, Error> {
    let (now, default) = (row.optional()?, row.optional()?);
    Ok(acl_of(now, default))
}

/// Nothing, where the list is as it is by default.
pub(crate) fn acl_of(now: Option<&str>, default: Option<&str>) -> Acl {
    match (now, default) {
        (Some(now), Some(default)) if now != default => Some(Box::new((now.to_owned(), default.to_owned()))),
        _ => None,
    }
}

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let letter = row.letter()?;
    let owner = row.oid()?;
    let persistence = row.letter()?;
    let access_method = row.oid()?;
    let tablespace = row.oid()?;
    let toast = row.oid()?;
    let of_type = row.oid()?;
    let row_security = row.flag()?;
    let force_row_security = row.flag()?;
    let replica_identity = row.letter()?;
    let populated = row.flag()?;
    let partition = row.flag()?;
    let is_toast = letter == 't';
    let prefix = if is_toast { "toast." } else { "" };
    let options = options::parse(&row.texts()?, prefix, &mut catalog.interner);
    let acl = acl(row)?;
    let bound = row.optional()?;
    let key = row.optional()?;
    let foreign = row.texts()?;
    if is_toast {
        catalog.toast_options.insert(oid, options);
        return Ok(());
    }
    let name = catalog.qualified(namespace, name);
    let kind = kind(letter).ok_or_else(|| row.fault(format!("relkind `{letter}`")))?;
    let foreign = match foreign.split_first() {
        Some((Some(server), list)) => {
            let server = catalog.interner.name(server);
            let (options, secrets) = options::of_foreign(list, &mut catalog.interner);
            Some(Box::new(Foreign { server, options, secrets }))
        }
        _ => None,
    };
    let lacks_server = kind == RelationKind::ForeignTable && foreign.is_none();
    let lacks_key = kind == RelationKind::PartitionedTable && key.is_none();
    if partition && bound.is_none() || lacks_key || lacks_server {
        return Err(Error::skew(format!("table {name}"), "it was dropped"));
    }
    let bound = bound.map(|text| catalog.interner.text(text));
    let key = key.map(|text| catalog.interner.text(text));
    catalog.relations.push(Relation {
        oid,
        namespace,
        name,
        kind,
        ours: false,
        owner,
        persistence,
        access_method,
        tablespace,
        toast,
        of_type,
        row_security,
        force_row_security,
        replica_identity,
        populated,
        partition,
        options,
        acl,
        bound,
        key,
        foreign,
        attributes: Vec::new(),
        by_name: Vec::new(),
    });
    Ok(())
}

fn decode_outside(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let letter = row.letter()?;
    let row_type = row.oid()?;
    let table = row.oid()?;
    if letter == 'I' {
        let name: Name = catalog.interner.name(name);
        catalog.outside_indexes.insert(oid, (name, table));
        return Ok(());
    }
    let Some(kind) = kind(letter) else {
        return Ok(());
    };
    let name = catalog.qualified(namespace, name);
    catalog.row_type_of.insert(row_type, oid);
    catalog.relations.push(Relation {
        oid,
        namespace,
        name,
        kind,
        ours: false,
        owner: 0,
        persistence: 'p',
        access_method: 0,
        tablespace: 0,
        toast: 0,
        of_type: 0,
        row_security: false,
        force_row_security: false,
        replica_identity: 'd',
        populated: true,
        partition: false,
        options: Options::new(),
        acl: None,
        bound: None,
        key: None,
        foreign: None,
        attributes: Vec::new(),
        by_name: Vec::new(),
    });
    Ok(())
}

fn decode_inherits(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let child = row.oid()?;
    let parent = row.oid()?;
    let number = row.number()?;
    if row.flag()? {
        catalog.detaching.push(child);
    }
    let parents = catalog.parents.entry(child);
    parents.push((number, parent));
    parents.sort_unstable();
    Ok(())
}
