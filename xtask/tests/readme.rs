//! The tour in README.md and the guide for a repair are true: their commands are run, and print what stands there.
//!
//! `PGMEND_BLESS=1` writes what they print into the documents.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// A code block: the line after its fence, its language, its lines.
struct Block<'a> {
    start: usize,
    language: &'a str,
    lines: Vec<&'a str>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(language), None) => open = Some(Block { start: at + 1, language, lines: Vec::new() }),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => block.lines.push(line),
            (None, None) => {}
        }
    }
    blocks
}

/// Runs one line as a shell does, and gives back what a terminal would show.
fn run(line: &str, directory: &Path, url: &str) -> std::io::Result<String> {
    let output = directory.join(".output");
    let file = File::create(&output)?;
    let path = format!("{}:{}", directory.join(".bin").display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    for name in ["PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGSERVICE", "PGOPTIONS"] {
        command.env_remove(name);
    }
    let status = command
        .args(["-c", line])
        .current_dir(directory)
        .env("PATH", path)
        .env("DATABASE_URL", url)
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()?;
    assert!(status.code().is_some(), "{line}: {status}");
    // What it is called there, is nobody's business either.
    let name = url.split('?').next().and_then(|url| url.rsplit('/').next()).unwrap_or_default();
    let text = fs::read_to_string(&output)?.replace(name, "shop");
    let words = text.split_inclusive([' ', '\n']).map(|word| match word.strip_prefix("postgresql://") {
        // Where the server is, is nobody's business.
        Some(rest) => format!("postgresql://localhost/shop{}", &rest[rest.trim_end().len()..]),
        None => word.to_owned(),
    });
    Ok(words.collect())
}

/// What differs from run to run: times and the server's version.
fn timeless(text: &str) -> String {
    let mut result = String::new();
    for line in text.lines() {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        for at in 1..words.len() {
            let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
            if matches!(words[at - 1].as_str(), "PostgreSQL" | "pg_dump") && number(&words[at]) {
                words[at] = "N".to_owned();
            } else if words[at].trim_end_matches([',', ';']) == "s" && number(&words[at - 1]) {
                words[at - 1] = "T".to_owned();
            } else if words[at - 1] == "pid" && number(&words[at]) {
                words[at] = "P".to_owned();
            }
        }
        result.push_str(words.join(" ").trim_end());
        result.push('\n');
    }
    result
}

#[test]
fn the_tour_prints_what_the_readme_says() {
    walk("README.md");
}

#[test]
fn the_repair_goes_as_the_guide_says() {
    walk("docs/repair-guide.md");
}

fn walk(document: &str) {
    let server = testkit::server();
    // One session at a time is not enough to load SQL beside the database that it is compared with, and before 16 the
    // server writes views in other words.
    if !server.many_connections() || server.major() < 16 {
        eprintln!("{document}: not run on {server}: it needs a PostgreSQL server of 16 or newer");
        return;
    }
    let path = xtask::tidy::checkout().join(document);
    let text = fs::read_to_string(&path).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path();
    fs::create_dir(place.join(".bin")).unwrap();
    let program = place.join(".bin/pgmend");
    let wrapped = format!("#!/bin/sh\nexec '{}' pgmend \"$@\"\n", env!("CARGO_BIN_EXE_pgmend-xtask"));
    fs::write(&program, wrapped).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();

    // The second observer of `verify`: as new as the newest server.
    for client in ["pg_dump", "psql"] {
        let program = testkit::cache::client_programs().join(client);
        if program.is_file() {
            std::os::unix::fs::symlink(program, place.join(".bin").join(client)).unwrap();
        }
    }

    let database = server.database("tour");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut wrong = Vec::new();
    let mut ran = 0;
    let mut replaced = Vec::new();
    for block in blocks(&text) {
        if block.language == "sql"
            && let Some(name) = block.lines.first().and_then(|line| line.strip_prefix("-- "))
        {
            fs::write(place.join(name), block.lines.join("\n") + "\n").unwrap();
            if name == "production.sql" {
                database.execute(&block.lines.join("\n"));
            }
        }
        if block.language != "console" {
            continue;
        }
        let mut printed = String::new();
        for line in &block.lines {
            if let Some(command) = line.strip_prefix("$ ") {
                ran += 1;
                printed.push_str(&format!("{line}\n{}", run(command, place, &database.url()).unwrap()));
            }
        }
        let said = block.lines.join("\n") + "\n";
        if timeless(&said) != timeless(&printed) {
            wrong.push(format!("{document} says\n{said}--- and it prints\n{printed}"));
            replaced.push((block.start, block.lines.len(), printed));
        }
    }
    assert!(ran >= 10, "only {ran} commands were found in {document}");
    if std::env::var_os("PGMEND_BLESS").is_some() {
        for (start, length, printed) in replaced.into_iter().rev() {
            let printed: Vec<String> = printed.lines().map(|line| line.trim_end().to_owned()).collect();
            lines.splice(start..start + length, printed);
        }
        fs::write(&path, lines.join("\n") + "\n").unwrap();
        return;
    }
    assert!(
        wrong.is_empty(),
        "run it once with PGMEND_BLESS=1 and look at the change\n{}",
        wrong.join("\n\n")
    );
}
