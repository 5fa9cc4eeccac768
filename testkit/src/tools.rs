//! Migration tools, for the tests that ask them what they think of their ledgers.
//!
//! Each is looked for on `PATH`, then in the cache ([`crate::cache`]), which `cargo run -p pgmend-xtask -- tools` fills through pip,
//! npm and cargo. `PGMEND_REQUIRE_TOOLS=alembic,sqlx` turns a missing one into a failure.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache;

/// The tools that tests know how to run, as `PGMEND_REQUIRE_TOOLS` names them.
pub const KNOWN: [&str; 8] =
    ["alembic", "sqlx", "refinery", "dbmate", "prisma", "rails", "liquibase", "sea-orm"];

/// Where the cache has the tools.
pub fn directory() -> PathBuf {
    cache::directory().join("tools")
}

/// The `bin` directory of the Python environment with Alembic and SQLAlchemy.
pub fn python() -> PathBuf {
    directory().join("python/bin")
}

/// The `node_modules` with dbmate, Prisma and Liquibase.
pub fn node_modules() -> PathBuf {
    directory().join("npm/node_modules")
}

/// The `bin` directory of what cargo installed.
pub fn cargo() -> PathBuf {
    directory().join("cargo/bin")
}

/// The program with which a tool is run; none, and a line that says so, where there is none.
///
/// # Panics
///
/// One that `PGMEND_REQUIRE_TOOLS` asks for and that is not at hand.
pub fn find(tool: &str) -> Option<PathBuf> {
    let found = match tool {
        "alembic" => on_path("alembic").or_else(|| file(python().join("alembic"))),
        "sqlx" => on_path("sqlx").or_else(|| file(cargo().join("sqlx"))),
        "refinery" => on_path("refinery").or_else(|| file(cargo().join("refinery"))),
        "dbmate" => on_path("dbmate").or_else(|| file(node_modules().join(".bin/dbmate"))),
        // Its adapter is found beside it alone.
        "prisma" => file(node_modules().join(".bin/prisma")),
        "rails" => {
            on_path("ruby").filter(|ruby| succeeds(ruby, &["-e", "require 'active_record'; require 'pg'"]))
        }
        // The example, built.
        "sea-orm" => file(cargo().join("pgmend-example-sea-orm")),
        // The jars of the package: its own script looks for Java in another place.
        "liquibase" => file(node_modules().join("liquibase/dist/liquibase/liquibase"))
            .filter(|_| on_path("java").is_some()),
        _ => panic!("{tool} is no tool that tests know: {}", KNOWN.join(", ")),
    };
    let required = std::env::var("PGMEND_REQUIRE_TOOLS").unwrap_or_default();
    for name in required.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        assert!(KNOWN.contains(&name), "PGMEND_REQUIRE_TOOLS: {name} is none of {}", KNOWN.join(", "));
    }
    match &found {
        Some(program) => eprintln!("migration tools: {tool} is {}", program.display()),
        None => {
            let asked = required.split(',').any(|name| name.trim() == tool);
            assert!(
                !asked,
                "PGMEND_REQUIRE_TOOLS asks for {tool}, which is not at hand: cargo run -p pgmend-xtask -- tools"
            );
            eprintln!(
                "migration tools: {tool} is not at hand: nothing is asked of it (cargo run -p pgmend-xtask -- tools)"
            );
        }
    }
    found
}

fn file(path: PathBuf) -> Option<PathBuf> {
    path.is_file().then_some(path)
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|directory| directory.join(program)).find(|path| path.is_file())
}

fn succeeds(program: &Path, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}
