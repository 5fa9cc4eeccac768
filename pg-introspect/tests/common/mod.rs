//! Servers and databases for tests.
#![allow(dead_code, clippy::print_stdout)] // every test binary uses a part; what was not tested must be seen

use std::sync::atomic::{AtomicU32, Ordering};

use pg_introspect::postgres::{Client, Config, NoTls};

/// A server to test on.
pub(crate) struct Server {
    config: Config,
    /// Its major version.
    pub(crate) major: u32,
}

/// A database of a test, dropped with this value.
pub(crate) struct Database {
    server: Config,
    /// Its name.
    pub(crate) name: String,
    /// Its server's major version.
    pub(crate) major: u32,
}

/// The servers in `PGMEND_TEST_SERVERS`, URLs separated by commas.
pub(crate) fn servers() -> Vec<Server> {
    let Ok(urls) = std::env::var("PGMEND_TEST_SERVERS") else {
        println!("PGMEND_TEST_SERVERS is not set: nothing is tested here");
        return Vec::new();
    };
    urls.split(',')
        .filter(|url| !url.trim().is_empty())
        .map(|url| {
            let config: Config = url.trim().parse().unwrap_or_else(|e| panic!("{url}: {e}"));
            let mut client = config.connect(NoTls).unwrap_or_else(|e| panic!("{url}: {e}"));
            let version: String = client.query_one("SHOW server_version_num", &[]).unwrap().get(0);
            Server { config, major: version.parse::<u32>().unwrap() / 10_000 }
        })
        .collect()
}

impl Server {
    /// A new database.
    pub(crate) fn database(&self, hint: &str) -> Database {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("introspect_{hint}_{}_{number}", std::process::id());
        let mut client = self.config.connect(NoTls).unwrap();
        client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).unwrap();
        for role in ["introspect_reader", "introspect_writer", "introspect_owner", "introspect Weird \"\"Role"] {
            role_exists(&mut client, role, "NOLOGIN");
        }
        Database { server: self.config.clone(), name, major: self.major }
    }
}

/// Roles are of the whole server, and tests run side by side: they stay.
pub(crate) fn role_exists(client: &mut Client, role: &str, options: &str) {
    let sql = format!(
        "DO $$ BEGIN CREATE ROLE \"{role}\" {options}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    );
    client.batch_execute(&sql).unwrap();
}

impl Database {
    /// How to connect to it.
    pub(crate) fn config(&self) -> Config {
        let mut config = self.server.clone();
        config.dbname(&self.name);
        config
    }

    /// A connection.
    pub(crate) fn client(&self) -> Client {
        self.config().connect(NoTls).unwrap()
    }

    /// Runs statements.
    pub(crate) fn execute(&self, sql: &str) {
        self.client().batch_execute(sql).unwrap_or_else(|e| {
            let detail = e.as_db_error().map(|e| e.to_string()).unwrap_or_default();
            panic!("PostgreSQL {}: {e}: {detail}\n{sql}", self.major)
        });
    }

    /// Runs a file: what is between `-- 15+` and `-- end` only from 15 on.
    pub(crate) fn load(&self, file: &str) {
        let mut kept = true;
        let mut sql = String::new();
        for line in file.lines() {
            if let Some(since) = line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix('+')) {
                kept = since.parse::<u32>().is_ok_and(|since| since <= self.major);
            } else if line == "-- end" {
                kept = true;
            } else if kept {
                sql.push_str(line);
                sql.push('\n');
            }
        }
        self.execute(&sql.replace("introspect_database", &self.name));
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Ok(mut client) = self.server.connect(NoTls) else { return };
        let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}
