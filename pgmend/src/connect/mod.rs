//! Connections: where they come from, and what to say when there is none.

mod percent;
mod target;

pub use percent::percent_encode;
pub use target::Target;
