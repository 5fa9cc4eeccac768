//! Chores of the pgmend workspace.

#[cfg(unix)]
pub mod measure;
#[cfg(unix)]
pub mod servers;
pub mod tidy;
#[cfg(unix)]
pub mod tools;
