//! Constraints of tables: `pg_constraint` without NOT NULL, which is the column's.

use schema_model::{
    Constraint, ConstraintDefinition, ForeignKey, ForeignKeyAction, ForeignKeyMatch, KeyConstraint,
    MemberName, Name, SqlText,
};

use super::{Read, column, index};
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::Relation;
use crate::catalog::{Catalog, relation};
use crate::intern::Oid;
use crate::parse::scan;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_constraint`.
pub(crate) struct ConstraintRow {
    pub(crate) oid: Oid,
    pub(crate) relation: Oid,
    pub(crate) domain: Oid,
    pub(crate) name: Name,
    /// `contype`: `c`, `f`, `p`, `u`, `x`, or `t` of a constraint trigger.
    pub(crate) kind: char,
    deferrable: bool,
    deferred: bool,
    pub(crate) validated: bool,
    enforced: bool,
    no_inherit: bool,
    local: bool,
    pub(crate) index: Oid,
    referenced: Oid,
    columns: Vec<i16>,
    referenced_columns: Vec<i16>,
    /// `confmatchtype`, `confupdtype`, `confdeltype`.
    match_and_actions: [char; 3],
    on_delete_columns: Vec<i16>,
    period: bool,
    text: Option<SqlText>,
}

pub(crate) const CONSTRAINT: Statement = statement!(Texts, "constraint", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let relation = row.oid()?;
    let domain = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let kind = row.letter()?;
    let flags: u32 = row.number()?;
    let flag = |bit: u32| flags & 1 << bit != 0;
    let row = ConstraintRow {
        oid,
        relation,
        domain,
        name,
        kind,
        deferrable: flag(0),
        deferred: flag(1),
        validated: flag(2),
        enforced: flag(3),
        no_inherit: flag(4),
        local: flag(5),
        period: flag(6),
        index: row.oid()?,
        columns: row.numbers()?,
        referenced: row.oid()?,
        referenced_columns: row.numbers()?,
        match_and_actions: row.optional()?.map_or(['\0'; 3], |text| {
            let mut letters = text.chars();
            std::array::from_fn(|_| letters.next().unwrap_or('\0'))
        }),
        on_delete_columns: row.numbers()?,
        text: row.optional()?.map(|text| catalog.interner.expression(text)),
    };
    catalog.constraints.push(row);
    Ok(())
}

impl ConstraintRow {
    /// The expression or definition, which the server gives as NULL for what was dropped meanwhile.
    pub(crate) fn text(&self) -> Result<SqlText, Error> {
        self.text.clone().ok_or_else(|| {
            Error::skew(format!("constraint {}", self.name), "it was dropped").during("constraint")
        })
    }

    /// Whether it is part of the model, given that its table is. A check that is only inherited is the parent's.
    pub(crate) fn ours(&self) -> bool {
        match self.kind {
            'c' => self.local,
            'f' | 'p' | 'u' | 'x' => true,
            _ => false,
        }
    }

    /// The definition of an exclusion constraint without what has a field of its own.
    fn exclusion(&self) -> Result<SqlText, Error> {
        let text = self.text()?;
        let mut rest = text.as_str();
        for (said, suffix) in [
            (!self.validated, " NOT VALID"),
            (!self.enforced, " NOT ENFORCED"),
            (self.deferred, " INITIALLY DEFERRED"),
            (self.deferrable, " DEFERRABLE"),
        ] {
            if said {
                rest = rest.strip_suffix(suffix).unwrap_or(rest);
            }
        }
        Ok(if rest.len() == text.len() { text } else { SqlText::from(rest) })
    }

    /// The same with the tablespace of its index, which the server does not say, in its place before the predicate.
    fn exclusion_in(&self, tablespace: Option<&Name>) -> Result<SqlText, Error> {
        let text = self.exclusion()?;
        let Some(tablespace) = tablespace else { return Ok(text) };
        let clause = format!(" USING INDEX TABLESPACE \"{}\"", tablespace.replace('"', "\"\""));
        let predicate = scan::group_after(&text, "WHERE").map(|inner| format!(" WHERE ({inner})"));
        let (before, predicate) = match &predicate {
            Some(predicate) => match text.strip_suffix(predicate.as_str()) {
                Some(before) => (before, predicate.as_str()),
                None => (text.as_str(), ""),
            },
            None => (text.as_str(), ""),
        };
        Ok(SqlText::from(format!("{before}{clause}{predicate}")))
    }
}

impl Read for Constraint {
    const STATEMENTS: &'static [&'static Statement] = &[
        &relation::RELATION,
        &relation::OUTSIDE,
        &relation::INHERITS,
        &index::INDEX,
        &column::COLUMN,
        &CONSTRAINT,
    ];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.constraints.iter().filter(|row| row.relation != 0 && row.ours()) {
            let Some(relation) = catalog.relation(row.relation).filter(|r| r.ours && r.is_table()) else {
                continue;
            };
            let id = relation.name.member(&row.name);
            let constraint = constraint(catalog, relation, row)
                .map_err(|e| e.about(format!("constraint {} on table {}", row.name, relation.name)))?;
            out.insert_row(row.oid, 0, id, constraint);
        }
        Ok(())
    }
}

fn constraint(catalog: &Catalog, relation: &Relation, row: &ConstraintRow) -> Result<Constraint, Error> {
    let definition = match row.kind {
        'p' => ConstraintDefinition::PrimaryKey(key(catalog, relation, row)?),
        'u' => ConstraintDefinition::Unique(key(catalog, relation, row)?),
        'f' => ConstraintDefinition::ForeignKey(foreign_key(catalog, relation, row)?),
        'c' => ConstraintDefinition::Check(row.text()?),
        'x' => {
            let index = catalog.index(row.index);
            let tablespace = index.map(|index| catalog.tablespace(index.tablespace)).transpose()?.flatten();
            ConstraintDefinition::Exclusion(row.exclusion_in(tablespace.as_ref())?)
        }
        other => return Err(Error::answer(CONSTRAINT.name, format!("contype `{other}`"))),
    };
    let mut constraint = Constraint::new(definition);
    if row.kind == 'x' {
        constraint.statistics = catalog.index_statistics(row.index);
    }
    constraint.deferrable = row.deferrable;
    constraint.initially_deferred = row.deferred;
    // A constraint that is not enforced is not validated either; that goes without saying.
    constraint.not_valid = !row.validated && row.enforced;
    constraint.not_enforced = !row.enforced;
    constraint.no_inherit = row.kind == 'c' && row.no_inherit;
    constraint.attached_to =
        if row.kind == 'c' || row.kind == 'f' { None } else { catalog.attached_to(row.index) };
    Ok(constraint)
}

/// Column numbers as names.
pub(crate) fn columns(relation: &Relation, numbers: &[i16]) -> Result<Vec<Name>, Error> {
    numbers
        .iter()
        .map(|number| match relation.attribute(*number) {
            Some(attribute) => Ok(attribute.name.clone()),
            None => Err(Error::answer(
                CONSTRAINT.name,
                format!("column {number} of {} was not read", relation.describe()),
            )),
        })
        .collect()
}

fn key(catalog: &Catalog, relation: &Relation, row: &ConstraintRow) -> Result<KeyConstraint, Error> {
    let mut key = KeyConstraint::new(columns(relation, &row.columns)?);
    key.without_overlaps = row.period;
    let index = catalog.index(row.index).ok_or_else(|| {
        Error::answer(
            CONSTRAINT.name,
            format!("the index {} of constraint {} was not read", row.index, row.name),
        )
    })?;
    key.include = columns(relation, index.included())?;
    key.nulls_not_distinct = index.nulls_not_distinct;
    key.options = index.options.clone();
    key.tablespace = catalog.tablespace(index.tablespace)?;
    Ok(key)
}

fn foreign_key(catalog: &Catalog, relation: &Relation, row: &ConstraintRow) -> Result<ForeignKey, Error> {
    let referenced = catalog.relation(row.referenced).ok_or_else(|| {
        Error::answer(CONSTRAINT.name, format!("the table {} was not read", row.referenced))
    })?;
    let mut key = ForeignKey::new(
        columns(relation, &row.columns)?,
        referenced.name.clone(),
        columns(referenced, &row.referenced_columns)?,
    );
    let [match_type, on_update, on_delete] = row.match_and_actions;
    key.match_type = match match_type {
        's' => ForeignKeyMatch::Simple,
        'f' => ForeignKeyMatch::Full,
        other => return Err(Error::answer(CONSTRAINT.name, format!("confmatchtype `{other}`"))),
    };
    key.on_update = action(on_update)?;
    key.on_delete = action(on_delete)?;
    key.on_delete_columns = columns(relation, &row.on_delete_columns)?;
    key.period = row.period;
    Ok(key)
}

fn action(letter: char) -> Result<ForeignKeyAction, Error> {
    Ok(match letter {
        'a' => ForeignKeyAction::NoAction,
        'r' => ForeignKeyAction::Restrict,
        'c' => ForeignKeyAction::Cascade,
        'n' => ForeignKeyAction::SetNull,
        'd' => ForeignKeyAction::SetDefault,
        other => return Err(Error::answer(CONSTRAINT.name, format!("confupdtype or confdeltype `{other}`"))),
    })
}

impl Catalog {
    /// The partitioned table's index or key that this index of a partition is part of.
    pub(crate) fn attached_to(&self, index: Oid) -> Option<MemberName> {
        let parent = *self.parents_of(index).first()?;
        if let Some(row) = self.index(parent) {
            return Some(self.relation(row.relation)?.name.member(&row.name));
        }
        let (name, table) = self.outside_indexes.get(parent)?;
        Some(self.relation(*table)?.name.member(name))
    }
}
