//! Throwaway PostgreSQL servers, the corpus and the proof loop of the pgmend workspace.
//!
//! Everything here is for tests: what goes wrong panics, with a sentence that says what to do.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used)]

#[cfg(unix)]
pub mod cache;
#[cfg(unix)]
pub mod claims;
#[cfg(unix)]
pub mod cluster;
pub mod corpus;
pub mod drift;
#[cfg(unix)]
pub mod majors;
#[cfg(unix)]
pub mod minimal;
#[cfg(unix)]
mod positions;
#[cfg(unix)]
pub mod proof;
#[cfg(unix)]
pub mod servers;
#[cfg(unix)]
pub mod tools;
#[cfg(unix)]
pub mod witness;

#[cfg(unix)]
pub use servers::{Kind, TestDatabase, TestServer, server, server_of, servers};
