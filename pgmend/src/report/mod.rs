//! What differs, for people and for programs.

mod differences;
mod text;

pub(crate) use differences::counted;
pub use differences::{
    Difference, DifferenceKind, Differences, FieldDifference, Left, REPORT_FORMAT, Summary,
};
pub use text::{Style, actions, actions_in_brief, differences, hazards, left_alone, summary};
