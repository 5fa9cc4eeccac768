//! How gently a plan treats tables that others use meanwhile.

use std::fmt;
use std::str::FromStr;

/// A class of statements for which PostgreSQL has a slower way that lets others work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Indexes: `CREATE` and `DROP INDEX CONCURRENTLY`; a new definition is built before the old one goes.
    Indexes,
    /// Foreign keys and checks, those of domains included: `NOT VALID`, then `VALIDATE CONSTRAINT`.
    Constraints,
    /// `NOT NULL`: through a validated check; on 18 `NOT NULL … NOT VALID`, then `VALIDATE CONSTRAINT`.
    NotNull,
    /// Primary keys and unique constraints: `CREATE UNIQUE INDEX CONCURRENTLY`, then `ADD CONSTRAINT … USING INDEX`.
    Keys,
    /// Partitions: `DETACH PARTITION … CONCURRENTLY`.
    Partitions,
}

impl Class {
    /// Every class.
    pub const ALL: &'static [Self] =
        &[Self::Indexes, Self::Constraints, Self::NotNull, Self::Keys, Self::Partitions];

    /// Its word on a command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Indexes => "indexes",
            Self::Constraints => "constraints",
            Self::NotNull => "not-null",
            Self::Keys => "keys",
            Self::Partitions => "partitions",
        }
    }
}

/// For which classes of statements a plan takes the way that lets others work on. It does so only on what was there before:
/// nobody waits for a table that the same plan makes.
///
/// ```
/// use schema_diff::{Class, Strategy};
///
/// let strategy: Strategy = "indexes,not-null".parse()?;
/// assert!(strategy.online(Class::Indexes) && !strategy.online(Class::Keys));
/// assert_eq!("online".parse::<Strategy>()?, Strategy::ONLINE);
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strategy {
    indexes: bool,
    constraints: bool,
    not_null: bool,
    keys: bool,
    partitions: bool,
}

impl Strategy {
    /// The shortest way: one statement, one transaction wherever PostgreSQL allows it.
    pub const PLAIN: Self =
        Self { indexes: false, constraints: false, not_null: false, keys: false, partitions: false };

    /// The way that lets others work on, for every class.
    pub const ONLINE: Self =
        Self { indexes: true, constraints: true, not_null: true, keys: true, partitions: true };

    /// The same, with this class online.
    pub fn with(mut self, class: Class) -> Self {
        match class {
            Class::Indexes => self.indexes = true,
            Class::Constraints => self.constraints = true,
            Class::NotNull => self.not_null = true,
            Class::Keys => self.keys = true,
            Class::Partitions => self.partitions = true,
        }
        self
    }

    /// Whether this class is online.
    pub fn online(self, class: Class) -> bool {
        match class {
            Class::Indexes => self.indexes,
            Class::Constraints => self.constraints,
            Class::NotNull => self.not_null,
            Class::Keys => self.keys,
            Class::Partitions => self.partitions,
        }
    }
}

impl FromStr for Strategy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "plain" => return Ok(Self::PLAIN),
            "online" => return Ok(Self::ONLINE),
            _ => {}
        }
        let mut strategy = Self::PLAIN;
        for word in text.split(',').map(str::trim) {
            let class = Class::ALL.iter().find(|class| class.word() == word).ok_or_else(|| {
                let words: Vec<&str> = Class::ALL.iter().map(|class| class.word()).collect();
                format!(
                    "{word:?} is no class of statements: say plain, online, or some of {}",
                    words.join(", ")
                )
            })?;
            strategy = strategy.with(*class);
        }
        Ok(strategy)
    }
}

impl fmt::Display for Strategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::PLAIN {
            return f.write_str("plain");
        }
        if *self == Self::ONLINE {
            return f.write_str("online");
        }
        let online = Class::ALL.iter().filter(|class| self.online(**class));
        let words: Vec<&str> = online.map(|class| class.word()).collect();
        f.write_str(&words.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read() {
        for text in ["plain", "online", "indexes", "constraints,not-null", "keys,partitions"] {
            assert_eq!(text.parse::<Strategy>().unwrap().to_string(), text);
        }
        assert_eq!(Strategy::default(), Strategy::PLAIN);
        let refused = "indexes,index".parse::<Strategy>().unwrap_err();
        assert!(refused.contains("\"index\"") && refused.contains("not-null"), "{refused}");
    }
}
