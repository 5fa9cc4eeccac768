//! Sequences: `pg_sequence` and `pg_class`.

use schema_model::{Persistence, QualifiedName, Sequence, SequenceOptions};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Acl, Catalog, depend, relation};
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_sequence`, with what `pg_class` says.
pub(crate) struct SequenceRow {
    pub(crate) oid: Oid,
    pub(crate) namespace: Oid,
    pub(crate) name: QualifiedName,
    pub(crate) owner: Oid,
    pub(crate) persistence: char,
    pub(crate) data_type: Oid,
    pub(crate) options: SequenceOptions,
    pub(crate) acl: Acl,
    /// Whether it is an object of the model: see [`Catalog::settle_names`].
    pub(crate) ours: bool,
    /// The column that it belongs to.
    pub(crate) column: Option<(Oid, i16)>,
    /// Whether it is the generator of that column, and no object of its own.
    pub(crate) identity: bool,
}

pub(crate) const SEQUENCE: Statement = statement!(Names, "sequence", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let name = catalog.qualified(namespace, name);
    let owner = row.oid()?;
    let persistence = row.letter()?;
    let data_type = row.oid()?;
    let mut options = SequenceOptions::ascending("bigint");
    options.start = row.number()?;
    options.increment = row.number()?;
    options.min = row.number()?;
    options.max = row.number()?;
    options.cache = row.number()?;
    options.cycle = row.flag()?;
    let acl = relation::acl(row)?;
    catalog.sequences.push(SequenceRow {
        oid,
        namespace,
        name,
        owner,
        persistence,
        data_type,
        options,
        acl,
        ours: false,
        column: None,
        identity: false,
    });
    Ok(())
}

impl SequenceRow {
    /// Whether it is part of an identity column of the model.
    pub(crate) fn is_generator(&self, catalog: &Catalog) -> bool {
        let relation = self.column.filter(|_| self.identity).and_then(|(oid, _)| catalog.relation(oid));
        relation.is_some_and(|relation| relation.ours && relation.is_table())
    }
}

impl Read for Sequence {
    const STATEMENTS: &'static [&'static Statement] = &[&SEQUENCE, &depend::DEPEND];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.sequences.iter().filter(|row| row.ours) {
            let mut sequence = Sequence::new(match row.data_type {
                21 => "smallint",
                23 => "integer",
                _ => "bigint",
            });
            sequence.options = row.options.clone();
            if row.persistence == 'u' {
                sequence.persistence = Persistence::Unlogged;
            }
            if let Some((relation, number)) = row.column
                && let Some(relation) = catalog.relation(relation)
                && let Some(attribute) = relation.attribute(number)
            {
                sequence.owned_by = Some(relation.name.member(&attribute.name));
            }
            out.insert_row(row.oid, 0, row.name.clone(), sequence);
        }
        Ok(())
    }
}
