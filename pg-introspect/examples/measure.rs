//! Reads a database once and says what it took: `cargo run --release --example measure -- postgresql://…`. On Linux, with the
//! server on this machine, also its processor time and memory.

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use pg_introspect::{Options, postgres};

/// Processor seconds of a process, user and system.
fn cpu(process: &str) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

/// A line of `/proc/…/status` in MB.
fn memory(process: &str, what: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(what))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("usage: measure URL [SCHEMA…]")?;
    let schemas: Vec<String> = std::env::args().skip(2).collect();
    let mut client = postgres::Client::connect(&url, postgres::NoTls)?;
    let backend: i32 = client.query_one("SELECT pg_backend_pid()", &[])?.get(0);
    let backend = backend.to_string();

    let steps = Arc::new(Mutex::new(Vec::new()));
    let times = Arc::clone(&steps);
    let server = backend.clone();
    let mut options = Options::new().with_progress(move |progress| {
        if let Ok(mut times) = times.lock() {
            times.push((
                progress.next,
                Instant::now(),
                cpu("self").unwrap_or_default(),
                cpu(&server).unwrap_or_default(),
                memory("self", "VmHWM").unwrap_or_default(),
            ));
        }
    });
    if !schemas.is_empty() {
        options = options.with_schemas(schemas);
    }
    let before = (cpu("self"), cpu(&backend));
    let start = Instant::now();
    let read = pg_introspect::read(&mut client, &options)?;
    let wall = start.elapsed();
    let after = (cpu("self"), cpu(&backend));
    for pair in steps.lock().map_err(|_| "a step panicked")?.windows(2) {
        let [(name, at, mine, theirs, _), (_, next, mine2, theirs2, peak)] = pair else { continue };
        println!(
            "{name:>12} {:>7.1} ms, client {:>4.0} ms, server {:>4.0} ms, peak {peak:>4.0} MB",
            next.duration_since(*at).as_secs_f64() * 1e3,
            (mine2 - mine) * 1e3,
            (theirs2 - theirs) * 1e3,
        );
    }
    let spent = |a: Option<f64>, b: Option<f64>| b.unwrap_or_default() - a.unwrap_or_default();
    println!(
        "{} objects, {} edges: wall {:.3} s, client cpu {:.2} s, server cpu {:.2} s, client peak {:.0} MB, server anonymous {:.0} MB",
        read.schema.len(),
        read.schema.dependencies().len(),
        wall.as_secs_f64(),
        spent(before.0, after.0),
        spent(before.1, after.1),
        memory("self", "VmHWM").unwrap_or_default(),
        memory(&backend, "RssAnon").unwrap_or_default(),
    );
    Ok(())
}
