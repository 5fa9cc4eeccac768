//! Throwaway clusters: private, and never left behind.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pgmend::scratch::{Cluster, ClusterOptions};
use postgres::NoTls;

mod common;
use common::binaries;

/// Set for the copy of this test program that is to be killed.
const VICTIM: &str = "PGMEND_TEST_VICTIM";

#[test]
fn a_cluster_serves_and_leaves_nothing() {
    let Some(binaries) = binaries() else {
        return;
    };
    let cluster = Cluster::start(&binaries, &ClusterOptions::new().setting("work_mem", "7MB")).unwrap();
    let directory = cluster.directory().to_owned();
    let mut client = postgres::Client::connect(&cluster.url("postgres"), NoTls).unwrap();
    let row =
        client.query_one("SELECT current_setting('work_mem'), current_setting('wal_level')", &[]).unwrap();
    assert_eq!((row.get::<_, &str>(0), row.get::<_, &str>(1)), ("7MB", "logical"));
    assert_eq!(cluster.tcp_port(), None);
    let process = cluster.process().unwrap();
    drop(cluster);
    assert!(!directory.exists());
    assert!(!alive(process));
}

#[test]
fn a_password_is_asked_for_when_there_is_one() {
    let Some(binaries) = binaries() else {
        return;
    };
    let options = ClusterOptions::new().tcp_with_password("it's \"secret\"");
    let cluster = Cluster::start(&binaries, &options).unwrap();
    let port = cluster.tcp_port().unwrap();
    assert!(cluster.config("postgres").connect(NoTls).is_ok());
    let mut config = postgres::Config::new();
    config.host("127.0.0.1").port(port).user("postgres").password("it's \"secret\"");
    assert!(config.connect(NoTls).is_ok());
    config.password("wrong");
    let error = config.connect(NoTls).err().unwrap();
    assert_eq!(error.code(), Some(&postgres::error::SqlState::INVALID_PASSWORD));
    assert!(!cluster.directory().join("password").exists());
}

#[test]
fn a_setting_that_the_server_refuses_is_reported_in_its_words() {
    let Some(binaries) = binaries() else {
        return;
    };
    let options = ClusterOptions::new().setting("no_such_setting", "1");
    let error = Cluster::start(&binaries, &options).unwrap_err().to_string();
    assert!(error.contains("no_such_setting"), "{error}");
}

#[test]
fn a_killed_program_leaves_no_server_and_no_directory() {
    if binaries().is_none() {
        return;
    }
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "victim", "--nocapture"])
        .env(VICTIM, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let line = BufReader::new(victim.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap)
        .find(|line| line.starts_with("cluster "))
        .unwrap();
    let (process, directory) = line["cluster ".len()..].split_once(' ').unwrap();
    let process: u32 = process.parse().unwrap();
    assert!(alive(process));
    victim.kill().unwrap();
    victim.wait().unwrap();
    let start = Instant::now();
    while alive(process) || Path::new(directory).exists() {
        assert!(start.elapsed() < Duration::from_secs(20), "{process} or {directory} is still there");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Not a test of its own: what [`a_killed_program_leaves_no_server_and_no_directory`] kills.
#[test]
fn victim() {
    if std::env::var_os(VICTIM).is_none() {
        return;
    }
    let cluster = Cluster::start(&binaries().unwrap(), &ClusterOptions::new()).unwrap();
    println!("\ncluster {} {}", cluster.process().unwrap(), cluster.directory().display());
    std::thread::sleep(Duration::from_secs(60));
}

/// Whether a process of this number runs; `kill -0` answers everywhere.
fn alive(process: u32) -> bool {
    Command::new("/bin/sh")
        .arg("-c")
        .arg(format!("kill -0 {process}"))
        .stderr(Stdio::null())
        .status()
        .unwrap()
        .success()
}
