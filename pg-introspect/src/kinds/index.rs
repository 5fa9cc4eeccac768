//! Indexes: `pg_index`, without those of constraints.

use std::collections::BTreeMap;

use schema_model::{Index, IndexColumn, IndexKey, Name, Options, SqlText};

use super::{Read, column, constraint};
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::Relation;
use crate::catalog::{Catalog, named, relation, types};
use crate::intern::Oid;
use crate::parse::canonical::canonical;
use crate::parse::{options, scan};
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_index`, with what `pg_class` says.
pub(crate) struct IndexRow {
    pub(crate) oid: Oid,
    pub(crate) relation: Oid,
    pub(crate) name: Name,
    partitioned: bool,
    method: Oid,
    pub(crate) tablespace: Oid,
    pub(crate) options: Options,
    unique: bool,
    pub(crate) nulls_not_distinct: bool,
    key_columns: usize,
    pub(crate) columns: Vec<i16>,
    classes: Vec<Oid>,
    collations: Vec<Oid>,
    flags: Vec<i16>,
    valid: bool,
    predicate: Option<SqlText>,
}

impl IndexRow {
    /// The numbers of the `INCLUDE` columns.
    pub(crate) fn included(&self) -> &[i16] {
        self.columns.get(self.key_columns..).unwrap_or_default()
    }
}

/// What is set on a column of an index: a row of `pg_attribute`.
pub(crate) struct IndexSetting {
    pub(crate) number: i16,
    pub(crate) statistics: Option<u16>,
    pub(crate) options: Options,
}

/// The indexes that a table names.
#[derive(Default)]
pub(crate) struct Marked {
    pub(crate) clustered: Option<Name>,
    pub(crate) replica_identity: Option<Name>,
}

pub(crate) const INDEX: Statement = statement!(Texts, "index", decode);
const INDEX_EXPRESSION: Statement = statement!(Texts, "index_expression", decode_expression);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let relation = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let method = row.oid()?;
    let tablespace = row.oid()?;
    let options = options::parse(&row.texts()?, "", &mut catalog.interner);
    let flags: u32 = row.number()?;
    let flag = |bit: u32| flags & 1 << bit != 0;
    let (unique, nulls_not_distinct, valid) = (flag(0), flag(1), flag(2));
    let (clustered, replica_identity, has_predicate, partitioned) = (flag(3), flag(4), flag(5), flag(6));
    let key_columns = row.number()?;
    let columns = row.numbers()?;
    let classes = row.numbers()?;
    let collations = row.numbers()?;
    let flags = row.numbers()?;
    let predicate = row.optional()?.map(|text| catalog.interner.expression(text));
    if has_predicate && predicate.is_none() {
        return Err(Error::skew(format!("index {name}"), "its table was dropped"));
    }
    if clustered {
        catalog.marked_indexes.entry(relation).clustered = Some(name.clone());
    }
    if replica_identity {
        catalog.marked_indexes.entry(relation).replica_identity = Some(name.clone());
    }
    catalog.indexes.push(IndexRow {
        oid,
        relation,
        name,
        partitioned,
        method,
        tablespace,
        options,
        unique,
        nulls_not_distinct,
        key_columns,
        columns,
        classes,
        collations,
        flags,
        valid,
        predicate,
    });
    Ok(())
}

fn decode_expression(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let number: i16 = row.number()?;
    let text = row.optional()?;
    let type_oid = row.oid()?;
    match text {
        Some(text) if !text.is_empty() => {
            catalog.index_texts.insert((oid, number), (text.to_owned(), type_oid));
            Ok(())
        }
        _ => Err(Error::skew(format!("index with the oid {oid}"), "it was dropped")),
    }
}

impl Read for Index {
    const STATEMENTS: &'static [&'static Statement] = &[
        &relation::RELATION,
        &relation::OUTSIDE,
        &relation::INHERITS,
        &types::TYPE,
        &named::NAMED,
        &named::OPERATOR_CLASS,
        &INDEX,
        &INDEX_EXPRESSION,
        &column::COLUMN,
    ];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in &catalog.indexes {
            let Some(relation) = catalog.relation(row.relation).filter(|r| r.ours) else {
                continue;
            };
            if catalog.constraint_of_index.contains(row.oid) {
                continue;
            }
            let index = index(catalog, relation, row)
                .map_err(|e| e.about(format!("index {}.{}", relation.name.schema, row.name)))?;
            out.insert_row(row.oid, 0, relation.name.member(&row.name), index);
        }
        Ok(())
    }
}

fn index(catalog: &Catalog, relation: &Relation, row: &IndexRow) -> Result<Index, Error> {
    let columns: Vec<IndexColumn> =
        (0..row.key_columns).map(|at| key_column(catalog, relation, row, at)).collect::<Result<_, _>>()?;
    let mut index = Index::new(catalog.access_method(row.method)?, columns);
    index.unique = row.unique;
    index.nulls_not_distinct = row.nulls_not_distinct;
    index.include = constraint::columns(relation, row.included())?;
    index.predicate = row.predicate.clone();
    index.options = row.options.clone();
    index.tablespace = catalog.tablespace(row.tablespace)?;
    index.statistics = catalog.index_statistics(row.oid);
    // A partitioned one is invalid until the last partition has its own.
    index.invalid = !row.valid && !row.partitioned;
    index.attached_to = catalog.attached_to(row.oid);
    Ok(index)
}

fn key_column(
    catalog: &Catalog,
    relation: &Relation,
    row: &IndexRow,
    at: usize,
) -> Result<IndexColumn, Error> {
    let short = || Error::answer(INDEX.name, format!("column {at} of index {} has no number", row.name));
    let number = *row.columns.get(at).ok_or_else(short)?;
    let class = *row.classes.get(at).ok_or_else(short)?;
    let collation = *row.collations.get(at).ok_or_else(short)?;
    let flags = *row.flags.get(at).ok_or_else(short)?;
    let place = i16::try_from(at + 1).map_err(|_| short())?;
    let setting = catalog.index_settings(row.oid).iter().find(|setting| setting.number == place);
    let mut column;
    if number == 0 {
        let (text, type_oid) = catalog
            .index_texts
            .get(&(row.oid, place))
            .ok_or_else(|| Error::skew(format!("index {}", row.name), "it was dropped"))?;
        column = IndexColumn::new(IndexKey::Expression(SqlText::from(canonical(text).as_ref())));
        if says_collation(catalog, row, at, text)? {
            column.collation = catalog.collation(collation, 0)?;
        }
        column.operator_class = catalog.operator_class(class, *type_oid)?;
    } else {
        let attribute = relation.attribute(number).ok_or_else(short)?;
        column = IndexColumn::new(IndexKey::Column(attribute.name.clone()));
        column.collation = catalog.collation(collation, attribute.collation)?;
        column.operator_class = catalog.operator_class(class, attribute.type_oid)?;
    }
    if let Some(setting) = setting.filter(|setting| !setting.options.is_empty()) {
        column.operator_class_options = setting.options.clone();
        if column.operator_class.is_none() {
            column.operator_class = Some(catalog.class(class)?.name.clone());
        }
    }
    column.descending = flags & 1 != 0;
    column.nulls_first = flags & 2 != 0;
    Ok(column)
}

/// Whether the definition says a collation for an expression. It was read only where that is possible.
fn says_collation(catalog: &Catalog, row: &IndexRow, at: usize, expression: &str) -> Result<bool, Error> {
    let Some((definition, _)) = catalog.index_texts.get(&(row.oid, 0)) else {
        return Ok(false);
    };
    let unclear = || Error::answer(INDEX_EXPRESSION.name, format!("`{definition}`"));
    let list = scan::first_group(definition).and_then(scan::split_list).ok_or_else(unclear)?;
    let rest = list.get(at).and_then(|item| item.strip_prefix(expression)).ok_or_else(unclear)?;
    Ok(rest.starts_with(" COLLATE "))
}

impl Catalog {
    pub(crate) fn index(&self, oid: Oid) -> Option<&IndexRow> {
        self.indexes.get(*self.index_at.get(oid)?)
    }

    fn index_settings(&self, oid: Oid) -> &[IndexSetting] {
        self.index_columns.get(oid).map(Vec::as_slice).unwrap_or_default()
    }

    /// The statistics targets that are set on its columns, by number.
    pub(crate) fn index_statistics(&self, oid: Oid) -> BTreeMap<u16, u16> {
        let set = self.index_settings(oid).iter();
        set.filter_map(|setting| Some((u16::try_from(setting.number).ok()?, setting.statistics?))).collect()
    }

    fn class(&self, oid: Oid) -> Result<&named::OperatorClass, Error> {
        self.operator_classes
            .get(oid)
            .ok_or_else(|| Error::answer(INDEX.name, format!("the operator class {oid} was not read")))
    }

    /// The operator class, unless it is the one that the server takes for the type (`GetDefaultOpClass`).
    fn operator_class(&self, oid: Oid, indexed: Oid) -> Result<Option<SqlText>, Error> {
        let class = self.class(oid)?;
        let base = self.base_type(indexed);
        let usual = class.default
            && match self.default_classes.get(&(class.method, base)) {
                Some(own) => *own == oid,
                // Polymorphic, or the preferred type of the type's category, e.g. text for varchar. Where the index stores
                // another type than an expression's, the expression's is not known: the class can still be the default.
                None => {
                    class.stores_another
                        || self.type_row(class.input).is_none_or(|input| input.kind == 'p' || input.preferred)
                }
            };
        Ok(if usual { None } else { Some(class.name.clone()) })
    }
}
