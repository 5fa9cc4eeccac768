//! The password file.

use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::parameters::Parameters;

/// The lines of a password file, and why there are none, if somebody should know.
#[derive(Clone, Default)]
pub(super) struct Passfile {
    entries: Vec<[String; 5]>,
    warning: Option<String>,
}

impl Passfile {
    /// Reads the file that the parameters or the environment name, else the one in the home directory.
    ///
    /// A file that is not there is no error, as in libpq.
    pub(super) fn read(parameters: &Parameters, environment: &Environment) -> Self {
        let path = parameters.get("passfile").map(PathBuf::from).or_else(|| environment.home_file(".pgpass"));
        let Some(path) = path else {
            return Self::default();
        };
        match read(&path) {
            Ok(Some(text)) => Self { entries: text.lines().filter_map(entry).collect(), warning: None },
            Ok(None) => Self::default(),
            Err(warning) => Self { entries: Vec::new(), warning: Some(warning) },
        }
    }

    /// The first password that fits.
    pub(super) fn password(&self, host: &str, port: u16, database: &str, user: &str) -> Option<&str> {
        let port = port.to_string();
        let wanted = [host, &port, database, user];
        self.entries
            .iter()
            .find(|entry| {
                entry.iter().zip(wanted).all(|(pattern, wanted)| pattern == "*" || pattern == wanted)
            })
            .map(|entry| entry[4].as_str())
    }

    /// Why the file was not used.
    pub(super) fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }
}

fn read(path: &Path) -> Result<Option<String>, String> {
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(format!("the password file {} cannot be read: {error}", path.display()));
        }
    };
    if !metadata.is_file() {
        return Err(format!("the password file {} is not a plain file", path.display()));
    }
    if open_to_others(&metadata) {
        return Err(format!(
            "the password file {} is not used, because others may read it: chmod 0600 would help",
            path.display()
        ));
    }
    std::fs::read_to_string(path)
        .map(Some)
        .map_err(|error| format!("the password file {} cannot be read: {error}", path.display()))
}

#[cfg(unix)]
fn open_to_others(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn open_to_others(_metadata: &std::fs::Metadata) -> bool {
    false
}

/// `host:port:database:user:password`, with `\` before a `:` or another `\`.
fn entry(line: &str) -> Option<[String; 5]> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields: [String; 5] = Default::default();
    let mut field = 0;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            // The password is the rest of the line, colons and all.
            ':' if field < 4 => field += 1,
            '\\' => fields[field].extend(characters.next()),
            c => fields[field].push(c),
        }
    }
    (field == 4).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passfile(text: &str) -> Passfile {
        Passfile { entries: text.lines().filter_map(entry).collect(), warning: None }
    }

    #[test]
    fn the_first_line_that_fits_counts() {
        let file = passfile(
            "# h:1:d:u:comment\nbroken:line\nh:1:d:u:exact\nh:*:*:u:any\\:thing\\\\else:too\n*:*:*:last:x\n",
        );
        assert_eq!(file.password("h", 1, "d", "u"), Some("exact"));
        assert_eq!(file.password("h", 2, "d", "u"), Some("any:thing\\else:too"));
        assert_eq!(file.password("other", 2, "d", "last"), Some("x"));
        assert_eq!(file.password("other", 2, "d", "u"), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_file_that_others_may_read_is_not_used_and_that_is_said() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join(".pgpass");
        std::fs::write(&path, "*:*:*:*:s3cret\n").unwrap();
        let environment = Environment::empty().home(directory.path());
        let with_mode = |mode| {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            Passfile::read(&Parameters::default(), &environment)
        };
        let open = with_mode(0o644);
        assert_eq!(open.password("h", 1, "d", "u"), None);
        assert!(open.warning().unwrap().contains("chmod 0600"));
        let closed = with_mode(0o600);
        assert_eq!(closed.password("h", 1, "d", "u"), Some("s3cret"));
        assert_eq!(closed.warning(), None);
    }

    #[test]
    fn no_file_is_no_warning() {
        let directory = tempfile::tempdir().unwrap();
        let environment = Environment::empty().home(directory.path());
        let file = Passfile::read(&Parameters::default(), &environment);
        assert_eq!(file.warning(), None);
        assert_eq!(file.password("h", 1, "d", "u"), None);
    }
}
