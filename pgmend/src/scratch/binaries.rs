//! PostgreSQL server programs on this machine.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::{Error, Result};

/// The programs of one PostgreSQL installation: a directory with at least `initdb` and `postgres`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    directory: PathBuf,
    major: u16,
    version: String,
}

impl Binaries {
    /// The installation whose programs are in `directory`.
    ///
    /// Fails if `initdb` or `postgres` is missing there, or does not run.
    pub fn in_directory(directory: impl Into<PathBuf>) -> Result<Self> {
        let directory = directory.into();
        for program in ["initdb", "postgres"] {
            if !directory.join(program).is_file() {
                return Err(Error::unavailable(format!(
                    "{} holds no PostgreSQL server: it has no {program}",
                    directory.display()
                )));
            }
        }
        let output = Command::new(directory.join("postgres")).arg("--version").output().map_err(|error| {
            Error::failed(format!("cannot run {}", directory.join("postgres").display())).caused_by(error)
        })?;
        let text = String::from_utf8_lossy(&output.stdout);
        let (major, version) = parse_version(&text).ok_or_else(|| {
            Error::failed(format!(
                "{} --version did not answer with a version: {}{}",
                directory.join("postgres").display(),
                text.trim(),
                String::from_utf8_lossy(&output.stderr).trim()
            ))
        })?;
        Ok(Self { directory, major, version })
    }

    /// Every installation found in the usual places and through `PATH`, the newest major first, one per major.
    pub fn on_this_machine() -> Vec<Self> {
        let mut found: BTreeMap<u16, Self> = BTreeMap::new();
        for directory in usual_directories() {
            if let Ok(binaries) = Self::in_directory(directory) {
                found.entry(binaries.major).or_insert(binaries);
            }
        }
        found.into_values().rev().collect()
    }

    /// The directory the programs are in.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The path of one program of this installation, if it is there.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        let path = self.directory.join(name);
        path.is_file().then_some(path)
    }

    /// The major version, `18` of `18.4`.
    pub fn major(&self) -> u16 {
        self.major
    }

    /// The whole version, as the server says it: `18.4`, `19beta1`.
    pub fn version(&self) -> &str {
        &self.version
    }
}

/// Directories in which distributions, installers and package managers put server programs.
fn usual_directories() -> Vec<PathBuf> {
    let mut directories = Vec::new();
    if let Some(path) = std::env::var_os("PATH") {
        directories.extend(pg_config_directory());
        directories.extend(std::env::split_paths(&path));
    }
    for (parent, prefix) in [
        ("/usr/lib/postgresql", ""),
        ("/usr", "pgsql-"),
        ("/opt/homebrew/opt", "postgresql"),
        ("/usr/local/opt", "postgresql"),
        ("/usr/local", "pgsql"),
        ("/opt", "postgresql"),
    ] {
        let Ok(entries) = std::fs::read_dir(parent) else {
            continue;
        };
        let mut names: Vec<_> = entries
            .flatten()
            .map(|entry| entry.file_name())
            .filter(|name| name.to_string_lossy().starts_with(prefix))
            .collect();
        names.sort();
        directories.extend(names.iter().map(|name| Path::new(parent).join(name).join("bin")));
    }
    directories.retain(|directory| {
        directory.is_absolute() && directory.join("initdb").is_file() && directory.join("postgres").is_file()
    });
    directories
}

/// `pg_config --bindir`: Debian links only the client programs into `PATH`.
fn pg_config_directory() -> Option<PathBuf> {
    let output = Command::new(OsStr::new("pg_config")).arg("--bindir").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (!text.trim().is_empty()).then(|| PathBuf::from(text.trim()))
}

/// `postgres (PostgreSQL) 15.13 (Debian 15.13-1)` says major 15 and version 15.13.
fn parse_version(text: &str) -> Option<(u16, String)> {
    let version = text.split_once("(PostgreSQL)")?.1.split_whitespace().next()?;
    let digits = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    Some((version[..digits].parse().ok()?, version.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_server_says_them() {
        let version = |text| parse_version(text).unwrap();
        assert_eq!(
            version("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)\n"),
            (15, "15.13".to_owned())
        );
        assert_eq!(version("postgres (PostgreSQL) 19beta2"), (19, "19beta2".to_owned()));
        assert_eq!(version("pg_dump (PostgreSQL) 18.4").0, 18);
        assert_eq!(parse_version("postgres 15.13"), None);
        assert_eq!(parse_version("x (PostgreSQL) devel"), None);
    }

    #[test]
    fn a_directory_without_a_server_is_refused_with_its_name() {
        let directory = tempfile::tempdir().unwrap();
        let error = Binaries::in_directory(directory.path()).unwrap_err();
        assert!(error.is_unavailable());
        assert!(error.to_string().contains(&directory.path().display().to_string()));
    }
}
