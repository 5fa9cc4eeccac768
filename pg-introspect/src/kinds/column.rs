//! Columns of tables: `pg_attribute`, with what `pg_attrdef`, `pg_sequence` and `pg_constraint` add.

use std::collections::BTreeSet;

use schema_model::{
    Column, ColumnSettings, Compression, Generated, GeneratedKind, Identity, IdentityGeneration, Name,
    NotNull, Options, Persistence, SqlText, Storage,
};

use super::{Read, default, sequence};
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::{self, Relation};
use crate::catalog::{Catalog, depend, types};
use crate::intern::Oid;
use crate::kinds::index::IndexSetting;
use crate::parse::names::{Encoding, is_object_name};
use crate::parse::{array, options};
use crate::row::Row;
use crate::skew;
use crate::statement::{Statement, statement};

/// A row of `pg_attribute`.
pub(crate) struct AttributeRow {
    pub(crate) number: i16,
    /// Its place among the relation's columns by name.
    pub(crate) rank: u16,
    pub(crate) name: Name,
    pub(crate) type_oid: Oid,
    pub(crate) type_name: SqlText,
    pub(crate) collation: Oid,
    not_null: bool,
    storage: char,
    /// What few columns have.
    pub(crate) rare: Option<Box<Rare>>,
}

/// What few columns have.
pub(crate) struct Rare {
    inherited: bool,
    identity: char,
    generated: char,
    compression: char,
    statistics: Option<u16>,
    options: Options,
    foreign_options: Options,
    secrets: BTreeSet<Name>,
    pub(crate) acl: Option<String>,
    newest: Option<String>,
}

pub(crate) const COLUMN: Statement = statement!(Columns, "column", decode);
pub(crate) const NOT_NULL: Statement = statement!(Columns, "not_null", decode_not_null, since: 17);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let relation = row.oid()?;
    let number = row.number()?;
    let name = row.text()?;
    let type_oid = row.oid()?;
    let type_name = row.text()?;
    let collation = row.oid()?;
    let not_null = row.flag()?;
    let storage = row.letter()?;
    let rare = row.texts()?;
    let rare = if rare.is_empty() { None } else { Some(Box::new(Rare::of(rare, row, catalog)?)) };
    let Some(at) = catalog.relation_at.get(relation).copied() else {
        // Of an index, then.
        if let Some(Rare { statistics, options, .. }) = rare.map(|rare| *rare) {
            catalog.index_columns.entry(relation).push(IndexSetting { number, statistics, options });
        }
        return Ok(());
    };
    if type_name.contains("???") {
        return Err(Error::skew(format!("column {name}"), "its type was dropped"));
    }
    if let Some(newest) = rare.as_ref().and_then(|rare| rare.newest.as_ref()) {
        skew::check_column(&catalog.describe_relation(relation), name, newest)?;
    }
    let attribute = AttributeRow {
        number,
        rank: 0,
        name: catalog.interner.name(name),
        type_oid,
        type_name: catalog.interner.text(type_name),
        collation,
        not_null,
        storage,
        rare,
    };
    if let Some(relation) = catalog.relations.get_mut(at) {
        relation.attributes.push(attribute);
    }
    Ok(())
}

impl Rare {
    fn of(fields: Vec<Option<String>>, row: &Row<'_>, catalog: &mut Catalog) -> Result<Self, Error> {
        let Ok([inherited, identity, generated, compression, statistics, options, acl, foreign, newest]) =
            <[Option<String>; 9]>::try_from(fields)
        else {
            return Err(row.fault("not 9 elements"));
        };
        let letter = |text: Option<String>| text.and_then(|text| text.chars().next()).unwrap_or('\0');
        let statistics = match statistics {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| row.fault(format!("`{text}` is no target")))?),
        };
        let list = |text: Option<String>| match text {
            None => Ok(Vec::new()),
            Some(text) => array::parse(&text).ok_or_else(|| row.fault("options that are no array")),
        };
        let mut options = options::parse(&list(options)?, "", &mut catalog.interner);
        // The server's own note: see `column.sql`.
        options.remove("pg_attver");
        let (foreign_options, secrets) = options::of_foreign(&list(foreign)?, &mut catalog.interner);
        Ok(Self {
            inherited: inherited.as_deref() == Some("true"),
            identity: letter(identity),
            generated: letter(generated),
            compression: letter(compression),
            statistics,
            options,
            foreign_options,
            secrets,
            acl,
            newest,
        })
    }
}

/// Keeps only what is unusual, which on 18 is hardly anything of one row for every NOT NULL. The columns have been read.
fn decode_not_null(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let owner = row.oid()?;
    // A domain's has no column.
    let column: Option<i16> = match row.optional()? {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| row.fault(format!("`{text}` is no column")))?),
    };
    let name = row.text()?;
    let flags: u32 = row.number()?;
    let flag = |bit: u32| flags & 1 << bit != 0;
    let (no_inherit, validated, local) = (flag(0), flag(1), flag(2));
    let encoding = Encoding::of(&catalog.facts.encoding);
    let usual = match column {
        Some(number) => catalog.relation(owner).is_none_or(|relation| {
            let attribute = relation.attributes.iter().find(|attribute| attribute.number == number);
            attribute.is_none_or(|attribute| {
                is_object_name(name, &relation.name.name, Some(&attribute.name), "not_null", encoding)
            })
        }),
        None => catalog
            .type_row(owner)
            .is_none_or(|domain| is_object_name(name, &domain.name.name, None, "not_null", encoding)),
    };
    if !local && let Some(number) = column {
        catalog.inherited_not_nulls.insert((owner, number), catalog.interner.name(name));
    }
    let usual = usual || !local;
    if usual && !no_inherit && validated {
        return Ok(());
    }
    let mut not_null = NotNull::new();
    not_null.name = (!usual).then(|| catalog.interner.name(name));
    not_null.no_inherit = no_inherit;
    not_null.not_valid = !validated;
    catalog.not_nulls.insert((owner, column.unwrap_or(0)), not_null);
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
            for (row, position) in relation.columns_by_name() {
                out.insert_row(
                    relation.oid,
                    row.number,
                    relation.name.member(&row.name),
                    column(catalog, relation, row, position)?,
                );
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
    if row.not_null {
        let said = catalog.not_nulls.get((relation.oid, row.number));
        column.not_null = Some(said.cloned().unwrap_or_default());
        column.inherited_not_null = catalog.inherited_not_nulls.get((relation.oid, row.number)).cloned();
    }
    let settings = settings(catalog, row)?;
    column.storage = settings.storage;
    column.compression = settings.compression;
    column.statistics = settings.statistics;
    column.options = settings.options;
    if let Some(rare) = &row.rare {
        column.inherited = rare.inherited;
        column.foreign_options = rare.foreign_options.clone();
        column.secrets = rare.secrets.clone();
        column.identity = identity(catalog, relation, row, rare.identity)?.map(Box::new);
        column.generated = generated(catalog, relation, row, rare.generated)?.map(Box::new);
    }
    Ok(column)
}

/// What is set on a column of a table or a materialized view.
/// `attstorage` and `typstorage`.
pub(crate) fn storage(letter: char) -> Option<Storage> {
    match letter {
        'p' => Some(Storage::Plain),
        'e' => Some(Storage::External),
        'x' => Some(Storage::Extended),
        'm' => Some(Storage::Main),
        _ => None,
    }
}

pub(crate) fn settings(catalog: &Catalog, row: &AttributeRow) -> Result<ColumnSettings, Error> {
    let mut settings = ColumnSettings::new();
    if row.storage != catalog.type_storage(row.type_oid) {
        let unknown = || Error::answer(COLUMN.name, format!("attstorage `{}`", row.storage));
        settings.storage = Some(storage(row.storage).ok_or_else(unknown)?);
    }
    if let Some(rare) = &row.rare {
        settings.compression = match rare.compression {
            'p' => Some(Compression::Pglz),
            'l' => Some(Compression::Lz4),
            '\0' => None,
            other => return Err(Error::answer(COLUMN.name, format!("attcompression `{other}`"))),
        };
        settings.statistics = rare.statistics;
        settings.options = rare.options.clone();
    }
    Ok(settings)
}

fn identity(
    catalog: &Catalog,
    relation: &Relation,
    row: &AttributeRow,
    letter: char,
) -> Result<Option<Identity>, Error> {
    let generation = match letter {
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
    let name = &sequence.name.name;
    let usual = is_object_name(name, &relation.name.name, Some(&row.name), "seq", encoding);
    let persistence = match sequence.persistence {
        'u' => Persistence::Unlogged,
        _ => Persistence::Permanent,
    };
    // Before 15 a sequence can't be unlogged, whatever its table is.
    let own = catalog.facts.major() >= 15 && sequence.persistence != relation.persistence;
    Ok(Some(Identity {
        generation,
        options: sequence.options.clone(),
        sequence: (!usual).then(|| name.clone()),
        persistence: own.then_some(persistence),
    }))
}

fn generated(
    catalog: &Catalog,
    relation: &Relation,
    row: &AttributeRow,
    letter: char,
) -> Result<Option<Generated>, Error> {
    let kind = match letter {
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
        self.rare.as_ref().is_some_and(|rare| rare.generated != '\0')
    }
}
