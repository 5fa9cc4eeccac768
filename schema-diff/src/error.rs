//! Why there is no plan.

use std::fmt;

use schema_model::ObjectId;

/// The actions can't be put in order. At the grain of this model that does not happen between schemas that exist: it
/// is a bug here, or a model made by hand whose dependencies go in a circle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Each step must come before the next, and the last before the first.
    #[error("the plan goes in a circle: {}", Path(.path))]
    Cycle {
        /// The steps of the circle.
        path: Vec<CycleStep>,
    },
}

/// One step of a circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleStep {
    /// `create`, `alter` or `drop`.
    pub verb: &'static str,
    /// The object.
    pub id: ObjectId,
}

struct Path<'a>(&'a [CycleStep]);

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().chain(self.0.first()).enumerate() {
            let arrow = if n > 0 { " → " } else { "" };
            write!(f, "{arrow}{} {}", step.verb, step.id)?;
        }
        Ok(())
    }
}
