//! Connections: where they come from, and what to say when there is none.
//!
//! [`Target`] reads what `psql` reads: URLs and keyword lists, libpq's environment variables (and `DATABASE_URL`), the
//! service file, the password file with its check of permissions, `sslmode` from `disable` to `verify-full`, several
//! hosts, sockets in the usual places. Encryption is rustls with ring: nothing but a C compiler is needed to build it.
//!
//! Different from libpq, on purpose:
//!
//! * a server that does not answer is given up after 15 seconds, unless `connect_timeout` says otherwise;
//! * what would change who is trusted and is not implemented is refused, not ignored: `sslcrl`, `require_auth`,
//!   `requirepeer`, `gssencmode=require`, keys with a passphrase;
//! * `sslmode=verify-ca` and above need a server certificate of X.509 version 3.

mod conninfo;
mod environment;
mod error;
mod parameters;
mod passfile;
mod percent;
mod place;
mod service;
mod target;
mod tls;
mod verify;

pub use environment::Environment;
pub use error::{Error, reason};
pub use percent::percent_encode;
pub use target::{Canceller, Target};
