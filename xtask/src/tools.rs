//! Fetches the migration tools that tests run.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use testkit::{cache, tools};

use crate::servers::{Result, run, said};

/// Packages of PyPI, with both drivers that people have.
const PYTHON: &[&str] =
    &["alembic==1.20.1", "sqlalchemy==2.1.9", "psycopg[binary]==3.3.9", "psycopg2-binary==2.9.13"];
/// Packages of npm. Prisma's native engine is no package of npm, but the one in WebAssembly is in Prisma 6; the adapter of 7 knows more
/// types. Liquibase: the newest under a free licence.
const NPM: &[&str] = &["dbmate@2.36.0", "prisma@6.19.3", "@prisma/adapter-pg@7.10.1", "liquibase@4.28.1"];
/// Programs of crates.io, with their features.
const CARGO: &[(&str, &str, &str)] =
    &[("sqlx-cli@0.9.0", "sqlx", "postgres"), ("refinery_cli@0.10.0", "refinery", "postgresql")];

/// Fills the cache with what is missing from it. Ruby's ActiveRecord comes from the system's packages and is not fetched here.
pub fn fetch() -> Result {
    let directory = tools::directory();
    fs::create_dir_all(&directory).map_err(|error| said("create", &directory, &error))?;
    let path = directory.join("lock");
    let lock = fs::File::create(&path).map_err(|error| said("create", &path, &error))?;
    lock.lock().map_err(|error| format!("cannot lock {}: {error}", directory.display()))?;
    python(&directory)?;
    npm(&directory)?;
    cargo(&directory)?;
    println!("what is found:");
    for tool in tools::KNOWN {
        let found = tools::find(tool);
        println!("  {tool}: {}", found.map_or("not at hand".into(), |path| path.display().to_string()));
    }
    Ok(())
}

fn python(directory: &Path) -> Result {
    let place = directory.join("python");
    if has(&place, PYTHON) {
        return Ok(());
    }
    println!("fetching {}", PYTHON.join(", "));
    run("python3", "python3-venv", Command::new("python3").args(["-m", "venv"]).arg(&place))?;
    let mut pip = Command::new(place.join("bin/pip"));
    run("pip", "python3-venv", pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(PYTHON))?;
    note(&place, PYTHON)
}

/// Whether exactly these packages were installed there.
fn has(place: &Path, packages: &[&str]) -> bool {
    fs::read_to_string(place.join("packages")).is_ok_and(|text| text == packages.join("\n"))
}

fn note(place: &Path, packages: &[&str]) -> Result {
    let path = place.join("packages");
    fs::write(&path, packages.join("\n")).map_err(|error| said("write", &path, &error))
}

fn npm(directory: &Path) -> Result {
    let place = directory.join("npm");
    if has(&place, NPM) {
        return Ok(());
    }
    println!("fetching {}", NPM.join(", "));
    fs::create_dir_all(&place).map_err(|error| said("create", &place, &error))?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
        .arg(&place)
        .args(NPM);
    run("npm", "npm", &mut npm)?;
    note(&place, NPM)
}

fn cargo(directory: &Path) -> Result {
    for (package, program, features) in CARGO {
        if tools::cargo().join(program).is_file() {
            continue;
        }
        println!("building {package}");
        install(directory, &["--no-default-features", "--features", features], OsStr::new(package))?;
    }
    // The example with entities of SeaORM: cargo sees by itself whether it changed.
    println!("building examples/sea-orm");
    install(
        directory,
        &["--locked", "--force", "--path"],
        cache::workspace().join("examples/sea-orm").as_os_str(),
    )
}

/// One build directory for all: most of what they stand on is the same.
fn install(directory: &Path, options: &[&str], what: &OsStr) -> Result {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", "--quiet", "--debug"])
        .args(options)
        .arg(what)
        .arg("--root")
        .arg(directory.join("cargo"))
        .arg("--target-dir")
        .arg(directory.join("cargo/target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    run("cargo", "cargo", &mut cargo)
}
