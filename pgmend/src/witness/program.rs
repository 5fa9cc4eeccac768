//! The program `pg_dump`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Dump, DumpOptions};
use crate::connect::Target;
use crate::error::{Error, Result};
use crate::scratch::Binaries;

/// A `pg_dump` that runs on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PgDump {
    program: PathBuf,
    major: u16,
    version: String,
}

impl PgDump {
    /// The program at this place, or of this name in `PATH`.
    ///
    /// # Errors
    ///
    /// It does not run, or does not say a version of PostgreSQL.
    pub fn at(program: impl Into<PathBuf>) -> Result<Self> {
        let program = program.into();
        let shown = program.display();
        let output = Command::new(&program)
            .arg("--version")
            .stdin(Stdio::null())
            .output()
            .map_err(|e| Error::failed(format!("{shown} can't be run")).caused_by(e))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let (major, version) = parse_version(&text)
            .ok_or_else(|| Error::failed(format!("{shown} --version does not say a version of pg_dump")))?;
        Ok(Self { program, major, version })
    }

    /// The newest of these, of those beside server programs in the usual places, and of that in `PATH`. `None` if there is
    /// none.
    pub fn on_this_machine(more: impl IntoIterator<Item = PathBuf>) -> Option<Self> {
        let installed = Binaries::on_this_machine().into_iter().filter_map(|found| found.program("pg_dump"));
        more.into_iter()
            .chain(installed)
            .chain(std::iter::once(PathBuf::from("pg_dump")))
            .filter_map(|program| Self::at(program).ok())
            // Of several that are as new, the first.
            .reduce(|best, other| if other.major > best.major { other } else { best })
    }

    /// Its major version: it dumps servers that are not newer.
    pub fn major(&self) -> u16 {
        self.major
    }

    /// Its whole version, `18.4`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Where it is.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// What `pg_dump --schema-only` prints of a database.
    ///
    /// # Errors
    ///
    /// It does not run, fails (with its own words), or prints what is not UTF-8.
    pub fn text(&self, target: &Target, options: &DumpOptions) -> Result<String> {
        let mut command = Command::new(&self.program);
        command.args(["--schema-only", "--no-password", "--encoding=UTF8"]).args(&options.arguments);
        target.lead(&mut command);
        let output =
            command.env("LC_ALL", "C").stdin(Stdio::null()).output().map_err(|e| {
                Error::failed(format!("{} can't be run", self.program.display())).caused_by(e)
            })?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Error::failed(format!("pg_dump of {target} failed: {}", said.trim())));
        }
        String::from_utf8(output.stdout)
            .map_err(|e| Error::failed(format!("what pg_dump prints of {target} is not UTF-8")).caused_by(e))
    }

    /// The same in its normal form, with what is said of the database itself.
    ///
    /// # Errors
    ///
    /// As [`text`](Self::text).
    pub fn dump(&self, target: &Target, options: &DumpOptions) -> Result<Dump> {
        let text = self.text(target, &options.clone().argument("--create"))?;
        Ok(Dump::parse(&text, target.database(), options))
    }
}

/// `pg_dump (PostgreSQL) 18.4 (Debian …)` says 18 and 18.4.
fn parse_version(text: &str) -> Option<(u16, String)> {
    let rest = text.strip_prefix("pg_dump (PostgreSQL) ")?;
    let version = rest.split_whitespace().next()?;
    let digits = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    Some((version[..digits].parse().ok()?, version.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_program_says_them() {
        assert_eq!(parse_version("pg_dump (PostgreSQL) 18.4\n"), Some((18, "18.4".into())));
        assert_eq!(parse_version("pg_dump (PostgreSQL) 19beta1 (Debian x)"), Some((19, "19beta1".into())));
        assert_eq!(parse_version("postgres (PostgreSQL) 18.4"), None);
        assert_eq!(parse_version(""), None);
    }

    #[test]
    fn what_is_no_pg_dump_is_refused() {
        let error = PgDump::at("/nonexistent/pg_dump").unwrap_err();
        assert!(error.to_string().contains("/nonexistent/pg_dump can't be run"), "{error}");
        let error = PgDump::at("true").unwrap_err();
        assert!(error.to_string().contains("does not say a version"), "{error}");
    }
}
