//! What differs, for people and for programs.

mod differences;
mod text;
mod verification;

pub(crate) use differences::counted;
pub use differences::{
    Candidate, ColumnOrder, Difference, DifferenceKind, Differences, FieldDifference, Left, REPORT_FORMAT,
    Renamed, Summary,
};
pub(crate) use text::action;
pub use text::{Style, actions, actions_in_brief, differences, hazards, left_alone, summary};
pub use verification::{AskedConstraint, SecondObserver, Verification};
