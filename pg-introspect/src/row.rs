//! One row of an answer, field by field from the left: a `.sql` file and its decoder list the same fields in one order.

use postgres::SimpleQueryRow;

use crate::Error;
use crate::intern::Oid;
use crate::parse::array;

/// Reads a row's fields from the left.
pub(crate) struct Row<'a> {
    row: &'a SimpleQueryRow,
    at: usize,
    statement: &'static str,
}

impl<'a> Row<'a> {
    pub(crate) fn new(row: &'a SimpleQueryRow, statement: &'static str) -> Self {
        Self { row, at: 0, statement }
    }

    /// What is wrong with the field just read.
    pub(crate) fn fault(&self, reason: impl std::fmt::Display) -> Error {
        let name = self.at.checked_sub(1).and_then(|at| self.row.columns().get(at)).map_or("", |c| c.name());
        Error::answer(self.statement, format!("field {} (`{name}`): {reason}", self.at))
    }

    /// The next field.
    pub(crate) fn optional(&mut self) -> Result<Option<&'a str>, Error> {
        let at = self.at;
        self.at += 1;
        self.row.try_get(at).map_err(|e| self.fault(e))
    }

    /// The next field, which is never NULL.
    pub(crate) fn text(&mut self) -> Result<&'a str, Error> {
        self.optional()?.ok_or_else(|| self.fault("NULL where there is always a value"))
    }

    /// The next field as a number.
    pub(crate) fn number<T: std::str::FromStr>(&mut self) -> Result<T, Error> {
        let text = self.text()?;
        text.parse().map_err(|_| self.fault(format!("`{text}` is no number")))
    }

    /// The next field as an oid; NULL is 0, the invalid one.
    pub(crate) fn oid(&mut self) -> Result<Oid, Error> {
        match self.optional()? {
            None => Ok(0),
            Some(text) => text.parse().map_err(|_| self.fault(format!("`{text}` is no oid"))),
        }
    }

    /// The next field as a flag; NULL is false.
    pub(crate) fn flag(&mut self) -> Result<bool, Error> {
        match self.optional()? {
            Some("t") => Ok(true),
            Some("f") | None => Ok(false),
            Some(text) => Err(self.fault(format!("`{text}` is no boolean"))),
        }
    }

    /// The next field as one letter; none is NUL.
    pub(crate) fn letter(&mut self) -> Result<char, Error> {
        Ok(self.optional()?.and_then(|text| text.chars().next()).unwrap_or('\0'))
    }

    /// The next field, an `oidvector`, `int2vector` or an array of numbers without NULLs; NULL is empty.
    pub(crate) fn numbers<T: std::str::FromStr>(&mut self) -> Result<Vec<T>, Error> {
        let Some(text) = self.optional()? else {
            return Ok(Vec::new());
        };
        text.trim_matches(['{', '}'])
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().map_err(|_| self.fault(format!("`{text}` is no list of numbers"))))
            .collect()
    }

    /// The next field, an array of texts; NULL is empty.
    pub(crate) fn texts(&mut self) -> Result<Vec<Option<String>>, Error> {
        match self.optional()? {
            None => Ok(Vec::new()),
            Some(text) => array::parse(text).ok_or_else(|| self.fault(format!("`{text}` is no array"))),
        }
    }

    /// There is nothing after this.
    pub(crate) fn end(&self) -> Result<(), Error> {
        if self.at == self.row.len() {
            return Ok(());
        }
        Err(Error::answer(self.statement, format!("{} fields where {} are read", self.row.len(), self.at)))
    }
}
