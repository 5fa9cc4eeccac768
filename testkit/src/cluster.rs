//! Proofs about what the databases of a cluster share: roles, memberships, tablespaces, privileges on parameters. Two states of
//! that can't be side by side on one server, and other tests must not see them: each run has a cluster to itself, in which the
//! states come one after the other.

use pgmend::scratch::{Cluster, ClusterOptions};
use postgres::{Client, NoTls};
use schema_diff::{Strategy, plan};
use schema_model::Schema;

use crate::corpus::{Case, Direction};
use crate::proof::{Failure, apply_with, check_way, differences_but, options, run};
use crate::{TestDatabase, TestServer};

/// A cluster of its own, with one database.
pub struct OwnCluster {
    major: u16,
    place: Place,
}

enum Place {
    Programs(Cluster),
    /// Each database of the embedded server is a cluster.
    Embedded(Box<TestDatabase>),
}

impl OwnCluster {
    /// A new one from the programs of a server; none where somebody else runs it.
    pub fn like(server: &TestServer) -> Option<Self> {
        let major = server.major();
        if !server.many_connections() {
            return Some(Self { major, place: Place::Embedded(Box::new(server.database("cluster"))) });
        }
        let options = ClusterOptions::new().setting("allow_in_place_tablespaces", "on");
        let cluster = Cluster::start(server.binaries()?, &options).unwrap_or_else(|error| panic!("{error}"));
        Some(Self { major, place: Place::Programs(cluster) })
    }

    /// The major version.
    pub fn major(&self) -> u16 {
        self.major
    }

    /// A connection of the superuser.
    pub fn connect(&self) -> Client {
        match &self.place {
            Place::Programs(cluster) => {
                Client::connect(&cluster.url("postgres"), NoTls).unwrap_or_else(|error| panic!("{error}"))
            }
            Place::Embedded(database) => database.connect(),
        }
    }

    /// How to reach the database.
    pub fn url(&self) -> String {
        match &self.place {
            Place::Programs(cluster) => cluster.url("postgres"),
            Place::Embedded(database) => database.url(),
        }
    }

    /// Whether it takes more than one connection, and has tablespaces.
    pub fn is_whole(&self) -> bool {
        matches!(self.place, Place::Programs(_))
    }

    /// Reads the database, and what the cluster has.
    ///
    /// # Errors
    ///
    /// It can't be read, or not whole.
    pub fn read(&self) -> Result<Schema, Failure> {
        let options = pg_introspect::Options::default().with_cluster();
        let read = pg_introspect::read(&mut self.connect(), &options).map_err(|error| error.to_string())?;
        match read.diagnostics.iter().find(|diagnostic| diagnostic.kind.is_gap()) {
            Some(gap) => Err(format!("not read: {gap}")),
            None => Ok(read.schema),
        }
    }

    /// Runs the statements of a state, each by itself: not all of them may be in a transaction. One ends where a line ends with a
    /// semicolon.
    ///
    /// # Errors
    ///
    /// Those of the server.
    pub fn run(&self, what: &str, sql: &str) -> Result<(), Failure> {
        let mut client = self.connect();
        sql.split_inclusive(";\n").try_for_each(|statement| run(&mut client, what, statement))
    }

    /// Goes to another state, and sees that it gets there: nothing differs, and nothing is left to do.
    ///
    /// # Errors
    ///
    /// What failed.
    pub fn go(&self, what: &str, to: &Schema, case: Option<(&Case, Direction)>) -> Result<(), Failure> {
        let explain = |failure: Failure| format!("{what}: {failure}");
        let from = self.read().map_err(explain)?;
        let way = case.map(|(case, direction)| case.way(direction)).cloned().unwrap_or_default();
        let options = options(&way, Strategy::PLAIN).map_err(explain)?;
        let planned = plan(&from, to, &options).map_err(|error| format!("{what}: {error}"))?;
        if let (Some(remark), None) = (planned.refused.first(), &way.refused) {
            return Err(format!("{what}: refused: {}: {}", remark.id, remark.reason));
        }
        check_way(&way, &planned, Strategy::PLAIN).map_err(explain)?;
        apply_with(self.connect(), &planned, &from, to).map_err(explain)?;
        let after = self.read().map_err(explain)?;
        let left = differences_but(&after, to, &planned.reported);
        if !left.is_empty() {
            return Err(format!("{what}: not there:\n{left}"));
        }
        let again = plan(&after, to, &options).map_err(|error| format!("{what}: {error}"))?;
        match again.actions.first() {
            Some(action) => Err(format!("{what}: planned again: {} {}", action.token(), action.id)),
            None => Ok(()),
        }
    }

    /// Proves a case: from nothing to each state and back, and from each to the other. The cluster is as before then, unless
    /// something failed.
    ///
    /// # Errors
    ///
    /// What failed.
    pub fn prove(&self, case: &Case) -> Result<(), Failure> {
        let empty = self.read()?;
        let load = |what: &str, sql: &str| {
            self.run(what, sql)?;
            self.read()
        };
        let a = load("a.sql", &case.a)?;
        self.go("from a to nothing", &empty, None)?;
        let b = load("b.sql", &case.b)?;
        self.go("from b to a", &a, Some((case, Direction::Backward)))?;
        self.go("from a to b", &b, Some((case, Direction::Forward)))?;
        self.go("from b to nothing", &empty, None)?;
        self.go("from nothing to a", &a, None)?;
        self.go("from a to nothing, again", &empty, None)
    }
}
