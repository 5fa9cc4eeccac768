//! Whether other sessions changed the catalog while it was read. See `skew.sql`.

use crate::Error;
use crate::catalog::Catalog;
use crate::parse::array;
use crate::row::Row;
use crate::statement::{Statement, statement};

pub(crate) const SKEW: Statement = statement!(Rest, "skew", decode);

fn decode(_: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let what = row.text()?;
    let names = joined(&row.texts()?);
    let newest = joined(&row.texts()?);
    let replaced = row.flag()?;
    let change = if replaced && names == newest {
        "it was replaced".to_owned()
    } else {
        format!("it is now {newest}")
    };
    Err(Error::skew(format!("{what} {names}"), change))
}

fn joined(names: &[Option<String>]) -> String {
    names.iter().map(|name| name.as_deref().unwrap_or_default()).collect::<Vec<_>>().join(".")
}

/// A column of the snapshot whose row has been replaced since: whether it has another name now.
pub(crate) fn check_column(relation: &str, column: &str, newest: &str) -> Result<(), Error> {
    let newest = array::parse(newest).unwrap_or_default();
    let same = matches!(newest.as_slice(), [_, Some(_), Some(name)] if name == column);
    if same || newest.is_empty() {
        return Ok(());
    }
    Err(Error::skew(format!("column {column} of {relation}"), format!("it is now {}", joined(&newest))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_the_same_by_its_name() {
        assert!(check_column("table t", "a", "{public,t,a}").is_ok());
        assert!(check_column("table t", "a", "{other,moved,a}").is_ok());
        let error = check_column("table t", "a", "{public,t,b}").unwrap_err();
        assert_eq!(error.object(), Some("column a of table t"));
    }
}
