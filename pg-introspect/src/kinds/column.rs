//! Columns of tables: `pg_attribute`, with what `pg_attrdef`, `pg_sequence` and `pg_constraint` add.

use schema_model::{
    Column, Compression, Generated, GeneratedKind, Identity, IdentityGeneration, Name, NotNull, Options,
    SqlText, Storage,
};

use super::{Read, default, sequence};
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::{self, Relation};
use crate::catalog::{Catalog, depend, types};
use crate::intern::Oid;
use crate::kinds::index::IndexSetting;
use crate::parse::names::{Encoding, make_object_name};
use crate::parse::options;
use crate::row::Row;
use crate::skew;
use crate::statement::{Statement, statement};

/// A row of `pg_attribute`.
pub(crate) struct AttributeRow {
    pub(crate) number: i16,
    pub(crate) name: Name,
    pub(crate) type_oid: Oid,
    pub(crate) type_name: SqlText,
    pub(crate) collation: Oid,
    not_null: bool,
    identity: char,
    generated: char,
    pub(crate) storage: char,
    inherited: bool,
    /// What few columns have.
    pub(crate) rare: Option<Box<Rare>>,
}

/// What few columns have.
#[derive(Default)]
pub(crate) struct Rare {
    pub(crate) compression: char,
    pub(crate) statistics: Option<u16>,
    pub(crate) options: Options,
    pub(crate) acl: Option<String>,
}

/// A row of `pg_constraint` with `contype` `n`.
pub(crate) struct NotNullRow {
    pub(crate) oid: Oid,
    pub(crate) name: Name,
    no_inherit: bool,
    validated: bool,
    local: bool,
}

impl NotNullRow {
    /// Its name, if it is not the one that PostgreSQL chooses. The copy that a child has of its parent's goes by whatever
    /// name the parent's had.
    pub(crate) fn chosen(&self, parent: &str, column: Option<&str>, catalog: &Catalog) -> Option<Name> {
        let encoding = Encoding::of(&catalog.facts.encoding);
        let usual = make_object_name(parent, column, "not_null", encoding);
        (self.local && self.name != usual.as_str()).then(|| self.name.clone())
    }
}

pub(crate) const COLUMN: Statement = statement!(Columns, "column", decode);
pub(crate) const NOT_NULL: Statement = statement!(Texts, "not_null", decode_not_null, since: 17);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let relation = row.oid()?;
    let number = row.number()?;
    let name = row.text()?;
    let type_oid = row.oid()?;
    let type_name = row.text()?;
    let collation = row.oid()?;
    let not_null = row.flag()?;
    let identity = row.letter()?;
    let generated = row.letter()?;
    let storage = row.letter()?;
    let compression = row.letter()?;
    let local = row.flag()?;
    let inherits = row.flag()?;
    let statistics = match row.optional()? {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| row.fault(format!("`{text}` is no statistics target")))?),
    };
    let options = options::parse(&row.texts()?, "", &mut catalog.interner);
    let acl = row.optional()?.map(str::to_owned);
    let newest = row.optional()?;
    let Some(at) = catalog.relation_at.get(relation).copied() else {
        // Of an index, then.
        catalog.index_columns.entry(relation).push(IndexSetting { number, statistics, options });
        return Ok(());
    };
    if type_name.contains("???") {
        return Err(Error::skew(format!("column {name}"), "its type was dropped"));
    }
    if let Some(newest) = newest {
        skew::check_column(&catalog.describe_relation(relation), name, newest)?;
    }
    let is_rare = compression != '\0' || statistics.is_some() || !options.is_empty() || acl.is_some();
    let attribute = AttributeRow {
        number,
        name: catalog.interner.name(name),
        type_oid,
        type_name: catalog.interner.text(type_name),
        collation,
        not_null,
        identity,
        generated,
        storage,
        inherited: inherits && !local,
        rare: is_rare.then(|| Box::new(Rare { compression, statistics, options, acl })),
    };
    if let Some(relation) = catalog.relations.get_mut(at) {
        relation.attributes.push(attribute);
    }
    Ok(())
}

fn decode_not_null(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let relation = row.oid()?;
    let domain = row.oid()?;
    // A domain's has no column.
    let number = row.optional()?.and_then(|text| text.parse().ok()).unwrap_or(0);
    let not_null = NotNullRow {
        oid,
        name: catalog.interner.name(row.text()?),
        no_inherit: row.flag()?,
        validated: row.flag()?,
        local: row.flag()?,
    };
    catalog.not_nulls.insert((if domain == 0 { relation } else { domain }, number), not_null);
    Ok(())
}

impl Read for Column {
    const STATEMENTS: &'static [&'static Statement] = &[
        &relation::RELATION,
        &types::TYPE,
        &depend::DEPEND,
        &sequence::SEQUENCE,
        &default::DEFAULT,
        &NOT_NULL,
        &COLUMN,
    ];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for relation in catalog.ours().filter(|row| row.is_table()) {
            for (row, position) in relation.attributes.iter().zip(1..) {
                out.insert(relation.name.member(&row.name), column(catalog, relation, row, position)?);
            }
        }
        Ok(())
    }
}

fn column(
    catalog: &Catalog,
    relation: &Relation,
    row: &AttributeRow,
    position: u32,
) -> Result<Column, Error> {
    let mut column = Column::new(row.type_name.clone(), position);
    column.collation = catalog.collation(row.collation, catalog.type_collation(row.type_oid))?;
    column.inherited = row.inherited;
    if row.not_null {
        let mut not_null = NotNull::new();
        if let Some(said) = catalog.not_nulls.get(&(relation.oid, row.number)) {
            not_null.name = said.chosen(&relation.name.name, Some(&row.name), catalog);
            not_null.no_inherit = said.no_inherit;
            not_null.not_valid = !said.validated;
        }
        column.not_null = Some(not_null);
    }
    column.identity = identity(catalog, relation, row)?.map(Box::new);
    column.generated = generated(catalog, relation, row)?.map(Box::new);
    if row.storage != catalog.type_storage(row.type_oid) {
        column.storage = match row.storage {
            'p' => Some(Storage::Plain),
            'e' => Some(Storage::External),
            'x' => Some(Storage::Extended),
            'm' => Some(Storage::Main),
            other => return Err(Error::answer(COLUMN.name, format!("attstorage `{other}`"))),
        };
    }
    if let Some(rare) = &row.rare {
        column.compression = match rare.compression {
            'p' => Some(Compression::Pglz),
            'l' => Some(Compression::Lz4),
            '\0' => None,
            other => return Err(Error::answer(COLUMN.name, format!("attcompression `{other}`"))),
        };
        column.statistics = rare.statistics;
        column.options = rare.options.clone();
    }
    Ok(column)
}

fn identity(catalog: &Catalog, relation: &Relation, row: &AttributeRow) -> Result<Option<Identity>, Error> {
    let generation = match row.identity {
        '\0' => return Ok(None),
        'a' => IdentityGeneration::Always,
        'd' => IdentityGeneration::ByDefault,
        other => return Err(Error::answer(COLUMN.name, format!("attidentity `{other}`"))),
    };
    let Some(sequence) = catalog.identity_sequence(relation.oid, row.number) else {
        if relation.partition {
            // From 17 on a partition shares its parent's generator.
            return Ok(None);
        }
        let column = format!("column {}", relation.name.member(&row.name));
        return Err(Error::skew(column, "its identity has no sequence"));
    };
    let encoding = Encoding::of(&catalog.facts.encoding);
    let usual = make_object_name(&relation.name.name, Some(&row.name), "seq", encoding);
    Ok(Some(Identity {
        generation,
        options: sequence.options.clone(),
        sequence: (sequence.name.name != usual.as_str()).then(|| sequence.name.name.clone()),
    }))
}

fn generated(catalog: &Catalog, relation: &Relation, row: &AttributeRow) -> Result<Option<Generated>, Error> {
    let kind = match row.generated {
        '\0' => return Ok(None),
        's' => GeneratedKind::Stored,
        'v' => GeneratedKind::Virtual,
        other => return Err(Error::answer(COLUMN.name, format!("attgenerated `{other}`"))),
    };
    let Some(default) = catalog.default_of(relation.oid, row.number) else {
        let column = format!("column {}", relation.name.member(&row.name));
        return Err(Error::skew(column, "its expression was dropped"));
    };
    Ok(Some(Generated { expression: default.expression.clone(), kind }))
}

impl AttributeRow {
    /// Whether the expression in `pg_attrdef` is the column's own definition and no default.
    pub(crate) fn is_generated(&self) -> bool {
        self.generated != '\0'
    }
}
