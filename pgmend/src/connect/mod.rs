//! Connections: where they come from, and what to say when there is none.

mod percent;

pub use percent::percent_encode;
