//! Temporary databases on a server that runs anyway.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use postgres::error::SqlState;

use super::error::{Error, Result};
use crate::connect::Target;

/// What the names of all temporary databases begin with.
const PREFIX: &str = "pgmend_scratch_";

/// The temporary databases of this process that are not dropped yet, with the database to drop them from.
static ALIVE: Mutex<BTreeMap<String, Target>> = Mutex::new(BTreeMap::new());

/// A running server on which databases may be made.
#[derive(Debug)]
pub(super) struct Host {
    maintenance: Target,
    major: u16,
    version: String,
    obstacle: Option<String>,
    /// How `CREATE DATABASE` copies.
    strategy: &'static str,
}

impl Host {
    /// A server, looked at: its version, and whether the role may create databases.
    pub(super) fn open(server: &Target) -> Result<Self> {
        let look = "SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4,
                           pg_catalog.current_setting('server_version'),
                           pg_catalog.pg_is_in_recovery(),
                           (SELECT r.rolsuper OR r.rolcreatedb FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)";
        let row = connect(server)?.query_one(look, &[]).map_err(|error| {
            Error::failed(format!("cannot use {server} for scratch databases")).caused_by(error)
        })?;
        let number: i32 = row.get(0);
        let version: String = row.get(1);
        let standby: bool = row.get(2);
        let may_create: bool = row.get(3);
        let obstacle = if standby {
            Some(format!("{server} is a standby, where no database can be created"))
        } else if !may_create {
            Some(format!(
                "the role may not create databases on the server of {server} (ALTER ROLE … CREATEDB would allow it)"
            ))
        } else {
            None
        };
        Ok(Self {
            maintenance: server.clone(),
            major: u16::try_from(number / 10_000).unwrap_or_default(),
            // Distributions add words of their own after the number.
            version: version.split_whitespace().next().unwrap_or_default().to_owned(),
            obstacle,
            strategy: "",
        })
    }

    /// A throwaway cluster of ours: copying files is ten times as fast as logging blocks, but takes a checkpoint, which nobody
    /// wants on a server at work.
    pub(super) fn open_ours(server: &Target) -> Result<Self> {
        let mut host = Self::open(server)?;
        if host.major >= 15 {
            host.strategy = "STRATEGY file_copy";
        }
        Ok(host)
    }

    pub(super) fn major(&self) -> u16 {
        self.major
    }

    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// The reason why not, in words, if databases cannot be created.
    pub(super) fn must_create_databases(&self) -> std::result::Result<(), String> {
        self.obstacle.clone().map_or(Ok(()), Err)
    }

    /// A new empty database: of `template0`, for anything may have been added to `template1`.
    pub(super) fn create(&self) -> Result<Temporary> {
        let name = new_name();
        connect(&self.maintenance)?
            .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 {}", self.strategy))
            .map_err(|error| {
                Error::failed(format!(
                    "cannot create a scratch database on the server of {}",
                    self.maintenance
                ))
                .caused_by(error)
            })?;
        alive().insert(name.clone(), self.maintenance.clone());
        Ok(Temporary { target: self.maintenance.with_database(&name), name })
    }
}

/// A database that goes with its value.
#[derive(Debug)]
pub(super) struct Temporary {
    target: Target,
    name: String,
}

impl Temporary {
    pub(super) fn target(&self) -> &Target {
        &self.target
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn finish(self) -> Result<()> {
        self.remove()
    }

    fn remove(&self) -> Result<()> {
        let maintenance = alive().remove(&self.name);
        maintenance.map_or(Ok(()), |maintenance| remove(&maintenance, &self.name))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // `finish` is for those who want to hear of it; what stays is found by `leftovers`.
        let _ = self.remove();
    }
}

/// Drops every temporary database that this process still has: for the handler of an interrupt, after which no
/// destructor runs. Returns what could not be dropped, in words.
pub fn clean_up() -> Vec<String> {
    let databases = std::mem::take(&mut *alive());
    databases
        .iter()
        .filter_map(|(name, maintenance)| remove(maintenance, name).err())
        .map(|error| error.to_string())
        .collect()
}

/// Names of temporary databases on a server to which nobody is connected: a killed program may have left them behind, and
/// they can be dropped.
pub fn leftovers(server: &Target) -> Result<Vec<String>> {
    let look = "SELECT d.datname::pg_catalog.text FROM pg_catalog.pg_database d
                WHERE pg_catalog.starts_with(d.datname::pg_catalog.text, $1)
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)
                ORDER BY 1";
    let rows = connect(server)?.query(look, &[&PREFIX]).map_err(|error| {
        Error::failed(format!("cannot list the databases on the server of {server}")).caused_by(error)
    })?;
    let mine = alive();
    Ok(rows.iter().map(|row| row.get::<_, String>(0)).filter(|name| !mine.contains_key(name)).collect())
}

/// Drops the subscriptions of the database in which it is run, without a word to their publishers: a database that has any can't
/// be dropped.
pub const LET_GO_OF_SUBSCRIPTIONS: &str = "DO $$
DECLARE
    subscription pg_catalog.name;
BEGIN
    FOR subscription IN SELECT s.subname FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
                        WHERE d.datname = pg_catalog.current_database() LOOP
        EXECUTE pg_catalog.format('ALTER SUBSCRIPTION %I DISABLE', subscription);
        EXECUTE pg_catalog.format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', subscription);
        EXECUTE pg_catalog.format('DROP SUBSCRIPTION %I', subscription);
    END LOOP;
END $$";

fn remove(maintenance: &Target, name: &str) -> Result<()> {
    let failed = |error| {
        let what = "the scratch database";
        Error::failed(format!("{what} {name} on the server of {maintenance} could not be dropped"))
            .caused_by(error)
    };
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    let mut client = connect(maintenance)?;
    match client.batch_execute(&drop) {
        Err(error) if error.code() == Some(&SqlState::OBJECT_IN_USE) => {
            let inside = &mut connect(&maintenance.with_database(name))?;
            inside.batch_execute(LET_GO_OF_SUBSCRIPTIONS).map_err(failed)?;
            client.batch_execute(&drop).map_err(failed)
        }
        done => done.map_err(failed),
    }
}

fn connect(target: &Target) -> Result<postgres::Client> {
    target.connect().map_err(|error| Error::failed("no scratch server").caused_by(error))
}

fn alive() -> MutexGuard<'static, BTreeMap<String, Target>> {
    // A list of names is whole even if a thread panicked beside it.
    ALIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A name that nobody else has, and that needs no quotes.
fn new_name() -> String {
    let random = RandomState::new().hash_one(std::process::id());
    format!("{PREFIX}{random:016x}")
}
