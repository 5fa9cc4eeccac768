//! Which scratch server to take, and databases on it.

use std::fmt;
use std::str::FromStr;

use super::binaries::Binaries;
#[cfg(unix)]
use super::cluster::{Cluster, ClusterOptions};
#[cfg(feature = "embedded")]
use super::embedded::{self, Embedded};
use super::error::{Error, Result};
use super::temporary::{Host, Temporary};
use crate::connect::Target;

/// The oldest major that is supported.
const OLDEST: u16 = 14;

/// Where a scratch server comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The server that was named.
    Given,
    /// The server of the target database.
    Target,
    /// A throwaway cluster made by PostgreSQL programs of this machine.
    Local,
    /// The PostgreSQL inside this program: 17.5 as WebAssembly, one instance for each database, one connection at a
    /// time for each instance (a second one is refused with SQLSTATE 53300 after three seconds).
    ///
    /// No ICU, no language but `plpgsql`, no subscriptions, no `pgcrypto`, `uuid-ossp` or `postgis`; timeouts and
    /// cancellation have no effect; event triggers do not fire. The first start unpacks about 140 MB into the user's cache
    /// directory (`XDG_CACHE_HOME`, else `~/.cache`). Nothing is fetched from a network.
    Embedded,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Given => "given",
            Kind::Target => "target",
            Kind::Local => "local",
            Kind::Embedded => "embedded",
        })
    }
}

impl FromStr for Kind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        [Kind::Given, Kind::Target, Kind::Local, Kind::Embedded]
            .into_iter()
            .find(|kind| kind.to_string() == text)
            .ok_or_else(|| {
                Error::failed(format!("{text:?} is no kind of scratch server: local, target or embedded"))
            })
    }
}

/// What is known when a scratch server is needed.
#[derive(Debug, Clone, Default)]
pub struct ScratchOptions {
    given: Option<Target>,
    target: Option<Target>,
    major: Option<u16>,
    only: Option<Kind>,
}

impl ScratchOptions {
    /// Nothing is known: local programs, else the embedded server.
    pub fn new() -> Self {
        Self::default()
    }

    /// The server to use (`--scratch`). Nothing else is tried then.
    #[must_use]
    pub fn given(mut self, server: Target) -> Self {
        self.given = Some(server);
        self
    }

    /// The database that the work is about; its server is used if the role may create databases.
    #[must_use]
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// The major version that local programs should have, if there is a choice.
    #[must_use]
    pub fn major(mut self, major: u16) -> Self {
        self.major = Some(major);
        self
    }

    /// Only this kind will do.
    #[must_use]
    pub fn only(mut self, kind: Kind) -> Self {
        self.only = Some(kind);
        self
    }
}

/// A scratch server.
#[derive(Debug)]
pub struct Scratch {
    kind: Kind,
    major: u16,
    version: String,
    server: Server,
    passed_over: Vec<String>,
}

#[derive(Debug)]
enum Server {
    Host(Box<Host>),
    #[cfg(unix)]
    Cluster(Box<Cluster>, Box<Host>),
    #[cfg(feature = "embedded")]
    Embedded,
}

impl Scratch {
    /// Takes the first server that is to be had.
    pub fn open(options: &ScratchOptions) -> Result<Self> {
        let mut passed_over = Vec::new();
        let wanted = |kind| options.only.is_none_or(|only| only == kind);
        if let Some(given) = &options.given
            && wanted(Kind::Given)
        {
            let host = Host::open(given)?;
            host.must_create_databases().map_err(Error::failed)?;
            return Ok(Self::on_host(Kind::Given, host, passed_over));
        }
        if let Some(target) = &options.target
            && wanted(Kind::Target)
        {
            let host = Host::open(target)?;
            match host.must_create_databases() {
                Ok(()) => return Ok(Self::on_host(Kind::Target, host, passed_over)),
                Err(reason) => passed_over.push(reason),
            }
        }
        if wanted(Kind::Local) {
            match local(options.major) {
                Ok(mut scratch) => {
                    scratch.passed_over = passed_over;
                    return Ok(scratch);
                }
                Err(error) => passed_over.push(error.to_string()),
            }
        }
        if wanted(Kind::Embedded) {
            match in_this_program() {
                Ok(mut scratch) => {
                    scratch.passed_over = passed_over;
                    return Ok(scratch);
                }
                Err(error) => passed_over.push(error.to_string()),
            }
        }
        let tried =
            if passed_over.is_empty() { "nothing was named".to_owned() } else { passed_over.join("; ") };
        Err(Error::unavailable(format!(
            "there is no PostgreSQL server to load SQL into ({tried}): name one with --scratch URL, or install PostgreSQL"
        )))
    }

    /// Where it comes from.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its major version.
    pub fn major(&self) -> u16 {
        self.major
    }

    /// Its whole version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// In words: `embedded PostgreSQL 17.5`.
    pub fn describe(&self) -> String {
        let version = &self.version;
        match self.kind {
            Kind::Given => format!("the given server, PostgreSQL {version}"),
            Kind::Target => {
                format!("a temporary database on the target server, PostgreSQL {version}")
            }
            Kind::Local => format!("a throwaway cluster of local PostgreSQL {version}"),
            Kind::Embedded => format!("embedded PostgreSQL {version}"),
        }
    }

    /// Why servers that would have come first were not taken, in words.
    pub fn passed_over(&self) -> &[String] {
        &self.passed_over
    }

    /// A new empty database.
    pub fn database(&self) -> Result<ScratchDatabase> {
        let holder = match &self.server {
            Server::Host(host) => Holder::Temporary(Box::new(host.create()?)),
            #[cfg(unix)]
            Server::Cluster(_, host) => Holder::Temporary(Box::new(host.create()?)),
            #[cfg(feature = "embedded")]
            Server::Embedded => Holder::Embedded(Box::new(Embedded::start()?)),
        };
        let target = match &holder {
            Holder::Temporary(temporary) => temporary.target().clone(),
            #[cfg(feature = "embedded")]
            Holder::Embedded(embedded) => embedded.target(),
        };
        Ok(ScratchDatabase { target, holder })
    }

    /// A URL of a database of this scratch server, for other programs of this machine. None if it could hold a password.
    pub(super) fn url(&self, database: &ScratchDatabase) -> Option<String> {
        match (&self.server, &database.holder) {
            #[cfg(unix)]
            (Server::Cluster(cluster, _), Holder::Temporary(temporary)) => {
                Some(cluster.url(temporary.name()))
            }
            #[cfg(feature = "embedded")]
            (_, Holder::Embedded(embedded)) => Some(embedded.url()),
            _ => None,
        }
    }

    fn on_host(kind: Kind, host: Host, passed_over: Vec<String>) -> Self {
        Self {
            kind,
            major: host.major(),
            version: host.version().to_owned(),
            server: Server::Host(Box::new(host)),
            passed_over,
        }
    }
}

/// An empty database on a scratch server, dropped with the value.
///
/// It must not outlive its [`Scratch`] if that is a throwaway cluster: the cluster ends with all of its databases.
#[derive(Debug)]
pub struct ScratchDatabase {
    target: Target,
    holder: Holder,
}

#[derive(Debug)]
enum Holder {
    Temporary(Box<Temporary>),
    #[cfg(feature = "embedded")]
    Embedded(Box<Embedded>),
}

impl ScratchDatabase {
    /// How to connect to it.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Whether it serves more than one connection at a time.
    pub fn many_connections(&self) -> bool {
        matches!(self.holder, Holder::Temporary(_))
    }

    /// Drops it, and says if that fails. Dropping the value does the same silently.
    pub fn finish(self) -> Result<()> {
        match self.holder {
            Holder::Temporary(temporary) => temporary.finish(),
            #[cfg(feature = "embedded")]
            Holder::Embedded(embedded) => {
                drop(embedded);
                Ok(())
            }
        }
    }
}

#[cfg(unix)]
fn local(major: Option<u16>) -> Result<Scratch> {
    let found = Binaries::on_this_machine();
    let binaries = found
        .iter()
        .find(|binaries| Some(binaries.major()) == major)
        .or_else(|| found.first())
        .filter(|binaries| binaries.major() >= OLDEST)
        .ok_or_else(|| {
            Error::unavailable(format!(
                "there are no server programs of PostgreSQL {OLDEST} or newer on this machine"
            ))
        })?;
    let cluster = Cluster::start(binaries, &ClusterOptions::new())?;
    let host = Host::open_ours(&Target::local(cluster.config("postgres")))?;
    Ok(Scratch {
        kind: Kind::Local,
        major: cluster.major(),
        version: cluster.version().to_owned(),
        server: Server::Cluster(Box::new(cluster), Box::new(host)),
        passed_over: Vec::new(),
    })
}

#[cfg(not(unix))]
fn local(_major: Option<u16>) -> Result<Scratch> {
    Err(Error::unavailable("throwaway clusters of local programs are made on Unix only"))
}

#[cfg(feature = "embedded")]
fn in_this_program() -> Result<Scratch> {
    Ok(Scratch {
        kind: Kind::Embedded,
        major: embedded::MAJOR,
        version: embedded::VERSION.to_owned(),
        server: Server::Embedded,
        passed_over: Vec::new(),
    })
}

#[cfg(not(feature = "embedded"))]
fn in_this_program() -> Result<Scratch> {
    Err(Error::unavailable("this program was built without the embedded server (feature `embedded`)"))
}
