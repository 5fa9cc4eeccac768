//! Scratch servers: a place where SQL can be loaded to learn what it means.

#[cfg(unix)]
mod account;
mod binaries;
#[cfg(unix)]
mod cluster;
mod error;
#[cfg(unix)]
mod keeper;

#[cfg(unix)]
pub use account::temporary_directory;
pub use binaries::Binaries;
#[cfg(unix)]
pub use cluster::{Cluster, ClusterOptions};
pub use error::{Error, Result};
