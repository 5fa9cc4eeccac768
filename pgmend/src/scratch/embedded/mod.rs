//! The PostgreSQL inside this program: version 17.5, compiled to WebAssembly, run by this very process.
//!
//! It starts from nothing in a few tenths of a second, once its files are unpacked into the user's cache directory
//! (`XDG_CACHE_HOME`, else `~/.cache`; about 140 MB, a few seconds the first time). Nothing is fetched: programs and
//! data come with the build. An instance lives in a temporary directory that is removed with it, even if the process
//! is killed.
//!
//! What differs from a server (checked by the tests of this crate):
//!
//! * one connection at a time; a second one is refused with a clear message after a short wait. Databases and roles
//!   can be made, but for each [database](super::Scratch::database) there is an instance of its own, so that two
//!   of them can be used at once;
//! * a connection that ends leaves its session, after `DISCARD ALL`, to the next one that asks for the same, for a new session is
//!   a whole start of PostgreSQL;
//! * `statement_timeout` and `lock_timeout` are accepted and do nothing; a running statement cannot be cancelled;
//! * a login as another role is a `SET ROLE` of the superuser: `RESET ROLE` brings the superuser back, and
//!   connecting to a database that does not exist breaks the connection instead of naming the reason;
//! * no ICU collations, no procedural language but `plpgsql`, no subscriptions (`libpqwalreceiver` is missing), no
//!   background workers, no event triggers firing (it is a standalone backend);
//! * it is a 32-bit build: `bigint`, `timestamp`… are not passed by value, which shows in `pg_type` only;
//! * extensions: `plpgsql` and those of [`EXTENSIONS`]; not `pgcrypto`, `uuid-ossp`, `postgis`.

mod guard;
mod session;

use std::path::{Path, PathBuf};

use pglite_oxide::{PgliteServer, extensions};

use super::error::{Error, Result};
#[cfg(unix)]
use super::keeper::Keeper;
use crate::connect::Target;
use guard::Guard;

/// The version that is embedded.
pub(crate) const VERSION: &str = "17.5";
/// Its major.
pub(crate) const MAJOR: u16 = 17;
/// The database that is handed out: it is there, and empty, while the template holds the extensions.
const DATABASE: &str = "postgres";

/// Extensions that `CREATE EXTENSION` finds.
pub(crate) const EXTENSIONS: [&str; 20] = [
    "bloom",
    "btree_gin",
    "btree_gist",
    "citext",
    "cube",
    "dict_int",
    "dict_xsyn",
    "earthdistance",
    "fuzzystrmatch",
    "hstore",
    "intarray",
    "isn",
    "lo",
    "ltree",
    "pg_trgm",
    "seg",
    "tablefunc",
    "tcn",
    "unaccent",
    "vector",
];

/// One instance with one empty database.
#[derive(Debug)]
pub(crate) struct Embedded {
    // In the order in which they must go.
    guard: Guard,
    server: Option<PgliteServer>,
    _directory: Directory,
}

impl Embedded {
    pub(crate) fn start() -> Result<Self> {
        let mut directory = Directory::new()?;
        let builder = PgliteServer::builder()
            // Not a path of ours: only for a temporary one the extensions are set up in a template, else in every database.
            .temporary()
            .postgres_config("search_path", "\"$user\", public")
            .postgres_config("wal_level", "logical")
            .postgres_config("max_locks_per_transaction", "1024")
            .postgres_config("shared_buffers", "32MB")
            .extensions(EXTENSIONS.iter().filter_map(|name| extensions::by_sql_name(name)));
        #[cfg(unix)]
        let builder = {
            let inner = directory.path.join("i");
            std::fs::create_dir(&inner).map_err(|error| {
                Error::failed(format!("cannot create {}", inner.display())).caused_by(error)
            })?;
            builder.unix(inner.join(".s.PGSQL.5432"))
        };
        let server = builder.start().map_err(|error| {
            Error::failed(
                "the embedded PostgreSQL did not start (it needs a cache directory that it may write to: \
                 set XDG_CACHE_HOME to one)",
            )
            .caused_by(std::io::Error::other(format!("{error:#}")))
        })?;
        directory.watch(&server)?;
        let guard = Guard::before(&server, &directory.path)?;
        let embedded = Self { guard, server: Some(server), _directory: directory };
        embedded
            .config()
            .connect(postgres::NoTls)
            .and_then(|mut client| client.batch_execute("COMMENT ON DATABASE postgres IS NULL"))
            .map_err(|error| {
                Error::failed("the embedded PostgreSQL does not accept connections").caused_by(error)
            })?;
        Ok(embedded)
    }

    /// How to connect to its database.
    pub(crate) fn target(&self) -> Target {
        Target::local(self.config())
    }

    /// Its database as a URL.
    pub(crate) fn url(&self) -> String {
        format!(
            "postgresql://postgres@{}application_name=pgmend&options=-c%20allow_system_table_mods%3Doff",
            self.guard.place(DATABASE)
        )
    }

    fn config(&self) -> postgres::Config {
        let mut config = postgres::Config::new();
        config
            .user("postgres")
            .dbname(DATABASE)
            .application_name("pgmend")
            // A standalone backend lets everybody write into the system catalogs; a server does not.
            .options("-c allow_system_table_mods=off");
        self.guard.complete(&mut config);
        config
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.guard.close();
        if let Some(server) = self.server.take() {
            // Whatever it says, the directory goes next.
            let _ = server.shutdown();
        }
    }
}

/// A directory for the sockets of one instance, removed with it, or by a keeper if this process is killed.
#[derive(Debug)]
struct Directory {
    path: PathBuf,
    #[cfg(unix)]
    keeper: Option<Keeper>,
}

impl Directory {
    fn new() -> Result<Self> {
        let path = tempfile::Builder::new()
            .prefix("pgmend-")
            .tempdir()
            .map_err(|error| Error::failed("cannot create a temporary directory").caused_by(error))?
            .keep();
        Ok(Self {
            path,
            #[cfg(unix)]
            keeper: None,
        })
    }

    /// The instance removes its own files, unless it is killed.
    #[cfg(unix)]
    fn watch(&mut self, server: &PgliteServer) -> Result<()> {
        self.keeper = Some(Keeper::while_alive(&[&self.path, server.root()])?);
        Ok(())
    }

    #[cfg(not(unix))]
    fn watch(&mut self, _server: &PgliteServer) -> Result<()> {
        Ok(())
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        remove(&self.path);
        #[cfg(unix)]
        if let Some(keeper) = self.keeper.take() {
            keeper.dismiss();
        }
    }
}

/// Nobody is left to hear of a failure, and a temporary directory is cleared by the system in the end.
fn remove(path: &Path) {
    let _ = std::fs::remove_dir_all(path);
}
