//! Sources: wherever a schema is asked for, a database, a model file, SQL, or nothing at all.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::connect::Target;
use crate::error::{Error, Result};

/// Where a schema comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A database.
    Database(Target),
    /// A model file, as `pgmend inspect` writes it.
    Model(PathBuf),
    /// SQL: a file, or a directory whose `.sql` files are loaded in order of their names.
    Sql(PathBuf),
    /// SQL from standard input.
    StandardInput,
    /// An empty database.
    Empty,
    /// What was read before.
    Ready(Box<crate::load::Loaded>),
}

impl Source {
    /// Understands what a person wrote: a connection string, `env:` (the libpq environment), a path, `-`, `empty:`.
    ///
    /// # Errors
    ///
    /// A path that is not there, or that is neither SQL nor a model.
    pub fn parse(text: &str) -> Result<Self> {
        if Target::is_connection_string(text) && !Path::new(text).exists() {
            return Ok(Self::Database(Target::parse(text)?));
        }
        match text {
            "-" => return Ok(Self::StandardInput),
            "empty:" => return Ok(Self::Empty),
            "env:" => return Ok(Self::Database(Target::from_environment()?)),
            _ => {}
        }
        let path = PathBuf::from(text);
        if !path.exists() {
            return Err(Error::failed(format!(
                "there is no file or directory {text:?} (a database is named by a URL like postgresql://host/name, \
                 or by env: for the libpq environment; nothing at all is empty:)"
            )));
        }
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        match extension.as_str() {
            _ if path.is_dir() => Ok(Self::Sql(path)),
            "json" => Ok(Self::Model(path)),
            "sql" => Ok(Self::Sql(path)),
            _ => Err(Error::failed(format!(
                "{text:?} is neither a model (.json) nor SQL (.sql, or a directory of .sql files)"
            ))),
        }
    }

    /// Whether reading it needs a scratch server.
    pub fn needs_scratch(&self) -> bool {
        match self {
            Self::Sql(_) | Self::StandardInput => true,
            Self::Database(_) | Self::Model(_) | Self::Empty | Self::Ready(_) => false,
        }
    }

    /// The database, if it is one.
    pub fn database(&self) -> Option<&Target> {
        match self {
            Self::Database(target) => Some(target),
            _ => None,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(target) => target.fmt(f),
            Self::Model(path) | Self::Sql(path) => path.display().fmt(f),
            Self::StandardInput => f.write_str("standard input"),
            Self::Empty => f.write_str("an empty database"),
            Self::Ready(loaded) => f.write_str(&loaded.source),
        }
    }
}
