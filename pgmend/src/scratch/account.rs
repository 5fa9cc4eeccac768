//! The operating system account that runs a throwaway server.
//!
//! PostgreSQL refuses to run as root, so root lends the cluster to another account.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cluster::io_error;
use super::error::{Error, Result};

/// Who runs the server: ourselves, or, for root, somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    other: Option<Other>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Other {
    name: String,
    user: u32,
    group: u32,
}

impl Account {
    /// The account to use: the one this process has, unless that is root.
    pub(crate) fn for_servers() -> Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self { other: None });
        }
        let path = Path::new("/etc/passwd");
        let text = fs::read_to_string(path).map_err(|error| io_error("read", path, error))?;
        match ["postgres", "nobody"].iter().find_map(|name| find(&text, name)) {
            Some(other) => Ok(Self { other: Some(other) }),
            None => Err(Error::unavailable(
                "PostgreSQL does not run as root, and /etc/passwd knows neither postgres nor nobody: \
                 run this program as an ordinary user",
            )),
        }
    }

    /// Whether the server runs as somebody else than this process.
    pub(crate) fn is_other(&self) -> bool {
        self.other.is_some()
    }

    /// Makes the account the owner of a file or directory.
    pub(crate) fn give(&self, path: &Path) -> Result<()> {
        match &self.other {
            None => Ok(()),
            Some(other) => std::os::unix::fs::chown(path, Some(other.user), Some(other.group))
                .map_err(|error| io_error("hand over", path, error)),
        }
    }

    /// Makes the command run as the account.
    pub(crate) fn assume(&self, command: &mut Command) {
        if let Some(other) = &self.other {
            command.uid(other.user).gid(other.group);
        }
    }

    /// Fails with the directory's name if the account may not enter it.
    pub(crate) fn must_reach(&self, directory: &Path) -> Result<()> {
        match self.barrier(directory) {
            None => Ok(()),
            Some((name, barrier)) => Err(Error::unavailable(format!(
                "PostgreSQL runs as {name} here, who may not enter {} on the way to {}: \
                 open it to others, or use another place",
                barrier.display(),
                directory.display()
            ))),
        }
    }

    /// A directory for temporary files that the account can enter.
    pub(crate) fn temporary_directory(&self) -> Result<PathBuf> {
        let directory = std::env::temp_dir();
        if self.barrier(&directory).is_none() {
            return Ok(directory);
        }
        // Root's own TMPDIR may be private.
        let common = PathBuf::from("/tmp");
        self.must_reach(&common)?;
        Ok(common)
    }

    fn barrier(&self, directory: &Path) -> Option<(&str, PathBuf)> {
        let other = self.other.as_ref()?;
        let whole = directory.canonicalize().ok()?;
        let barrier = whole.ancestors().find(|ancestor| {
            fs::metadata(ancestor).is_ok_and(|metadata| {
                let mode = metadata.permissions().mode();
                let bit = if metadata.uid() == other.user {
                    0o100
                } else if metadata.gid() == other.group {
                    0o010
                } else {
                    0o001
                };
                mode & bit == 0
            })
        })?;
        Some((&other.name, barrier.to_owned()))
    }
}

/// A directory for temporary files that the account of throwaway servers can enter.
pub fn temporary_directory() -> Result<PathBuf> {
    Account::for_servers()?.temporary_directory()
}

/// One line of `/etc/passwd`: `name:x:user:group:…`.
fn find(text: &str, name: &str) -> Option<Other> {
    text.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        let user = fields.nth(1)?.parse().ok()?;
        let group = fields.next()?.parse().ok()?;
        (user != 0).then(|| Other { name: name.to_owned(), user, group })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_found_by_their_whole_name() {
        let text = "root:x:0:0:root:/root:/bin/sh\nnobody2:x:7:7::/:\nnobody:x:65534:65533:n:/:/\n";
        assert_eq!(
            find(text, "nobody"),
            Some(Other { name: "nobody".to_owned(), user: 65534, group: 65533 })
        );
        assert_eq!(find(text, "postgres"), None);
        assert_eq!(find(text, "root"), None, "root would be refused again");
    }

    #[test]
    fn a_private_directory_is_named_as_the_barrier() {
        let directory = tempfile::tempdir().unwrap();
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let inner = directory.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let account = Account { other: Some(Other { name: "nobody".to_owned(), user: 65534, group: 65534 }) };
        let error = account.must_reach(&inner).unwrap_err().to_string();
        assert!(
            error.contains("nobody")
                && error.contains(&directory.path().canonicalize().unwrap().display().to_string()),
            "{error}"
        );
        assert!(Account { other: None }.must_reach(&inner).is_ok(), "our own directory needs no leave");
    }
}
