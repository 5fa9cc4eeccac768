//! Who is who: the numbers by which a database knows its objects. They are no part of what a schema is.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ObjectId;

/// What a database calls its objects by: kept beside a snapshot on request, so that a later one of the same database proves
/// that an object with another name is the same one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Origins {
    /// The cluster, from `pg_control_system()`: digits.
    pub system_identifier: String,
    /// The database, from `pg_database.oid`.
    pub database: u32,
    /// The objects that a catalog has a row for.
    #[cfg_attr(feature = "json-schema", schemars(with = "BTreeMap<String, String>"))]
    pub objects: BTreeMap<ObjectId, Origin>,
}

impl Origins {
    /// None yet, of this database.
    pub fn new(system_identifier: impl Into<String>, database: u32) -> Self {
        Self { system_identifier: system_identifier.into(), database, objects: BTreeMap::new() }
    }

    /// Whether both are of one database: only then do equal numbers mean anything.
    pub fn same_database(&self, other: &Self) -> bool {
        (&self.system_identifier, self.database) == (&other.system_identifier, other.database)
    }
}

/// The number of one object, as text `16385`, or `16385/3` with a column's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The `oid` of its catalog's row; of a column, its relation's.
    pub oid: u32,
    /// `attnum`; 0 for all that is no column.
    pub number: i16,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            0 => write!(f, "{}", self.oid),
            number => write!(f, "{}/{number}", self.oid),
        }
    }
}

impl FromStr for Origin {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (oid, number) = text.split_once('/').unwrap_or((text, "0"));
        Ok(Self { oid: oid.parse()?, number: number.parse()? })
    }
}

impl Serialize for Origin {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| {
            serde::de::Error::custom(format!("`{text}` is no object number like 16385 or 16385/3"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{QualifiedName, Schema, Server, Table};

    #[test]
    fn they_are_kept_in_the_document() {
        let mut schema = Schema::new(Server::new(170_000));
        let name = QualifiedName::new("public", "Weird \"\"x");
        schema.insert_table(name.clone(), Table::new());
        let plain = schema.to_json();
        assert!(!plain.contains("origins"), "{plain}");
        let mut origins = Origins::new("7400000000000000001", 5);
        origins.objects.insert(ObjectId::Table(name.clone()), Origin { oid: 16_385, number: 0 });
        let column = ObjectId::Column(name.member("a"));
        origins.objects.insert(column.clone(), Origin { oid: 16_385, number: 3 });
        schema.origins = Some(Box::new(origins.clone()));
        let read = Schema::from_json(&schema.to_json()).expect("a model");
        assert_eq!(read.origins.as_deref(), Some(&origins));
        assert_eq!(read.fingerprint(), Schema::from_json(&plain).expect("a model").fingerprint());
        for broken in ["16385/x", "", "/", "-1", "1/2/3"] {
            let text = schema.to_json().replace("16385/3", broken);
            let error = Schema::from_json(&text).expect_err(broken);
            assert_eq!(error.path(), Some("origins"), "{error}");
        }
    }
}
