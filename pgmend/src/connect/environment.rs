//! What a process finds around it: variables, a home, a user.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The surroundings that complete a connection string. A value of its own, so that tests need not change those of the
/// process.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
    home: Option<PathBuf>,
    user: Option<String>,
}

impl Environment {
    /// No variable, no home, no user.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The environment of this process.
    ///
    /// A variable that is not UTF-8 counts as absent.
    pub fn of_process() -> Self {
        let variables: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let user = account()
            .or_else(|| variables.get("USER").cloned())
            .or_else(|| variables.get("LOGNAME").cloned())
            .or_else(|| variables.get("USERNAME").cloned());
        Self { variables, home: std::env::home_dir().filter(|home| !home.as_os_str().is_empty()), user }
    }

    /// Sets a variable.
    #[must_use]
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// Sets the home directory.
    #[must_use]
    pub fn home(mut self, home: impl Into<PathBuf>) -> Self {
        self.home = Some(home.into());
        self
    }

    /// Sets the name of the user of the operating system.
    #[must_use]
    pub fn user(mut self, user: impl Into<String>) -> Self {
        self.user = Some(user.into());
        self
    }

    /// A variable; an empty one counts as absent, as in libpq for those that matter here.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub(super) fn home_file(&self, name: &str) -> Option<PathBuf> {
        self.home.as_deref().map(|home: &Path| home.join(name))
    }

    pub(super) fn user_name(&self) -> Option<&str> {
        self.user.as_deref()
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Values may be secrets.
        f.debug_struct("Environment")
            .field("variables", &self.variables.keys())
            .field("home", &self.home)
            .field("user", &self.user)
            .finish()
    }
}

/// The name of the effective user, which `sudo` changes and `USER` may not follow.
#[cfg(unix)]
fn account() -> Option<String> {
    let wanted = rustix::process::geteuid().as_raw().to_string();
    let text = std::fs::read_to_string("/etc/passwd").ok()?;
    text.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == wanted).then(|| name.to_owned())
    })
}

#[cfg(not(unix))]
fn account() -> Option<String> {
    None
}
