//! Scratch servers: a place where SQL can be loaded to learn what it means.
//!
//! [`Scratch::open`] takes the first that is to be had:
//!
//! 1. the server that was named (`--scratch URL`);
//! 2. the server of the target database, if the role may create databases there;
//! 3. a throwaway [`Cluster`] made by PostgreSQL programs on this machine, the target's major first, else the newest;
//! 4. the PostgreSQL inside this program (feature `embedded`, on by default), described at [`Kind::Embedded`].
//!
//! [`Scratch::database`] makes an empty database, dropped with its value. On a server that somebody else runs it is named
//! `pgmend_scratch_…`; [`clean_up`] drops what is left when the program is interrupted, and [`leftovers`] finds what a
//! killed one left behind. Throwaway clusters and embedded instances do not survive their program, even if it is killed.

#[cfg(unix)]
mod account;
mod binaries;
#[cfg(unix)]
mod cluster;
#[cfg(feature = "embedded")]
mod embedded;
mod error;
#[cfg(unix)]
mod keeper;
mod open;
mod serve;
mod temporary;

#[cfg(unix)]
pub use account::temporary_directory;
pub use binaries::Binaries;
#[cfg(unix)]
pub use cluster::{Cluster, ClusterOptions};
pub use error::{Error, Result};
pub use open::{Kind, Scratch, ScratchDatabase, ScratchOptions};
pub use serve::serve;
pub use temporary::{LET_GO_OF_SUBSCRIPTIONS, clean_up, leftovers};
