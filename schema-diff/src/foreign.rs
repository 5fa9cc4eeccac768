//! Options of something foreign whose values nobody reads.

use std::collections::BTreeSet;

use schema_model::{Name, Schema};

use crate::action::{Action, Cost, Loss, Verb};
use crate::plan::{Difference, Remark};
use crate::rules;

/// What dropping costs: the values of secret options are nowhere else.
pub(crate) fn drop_cost(secrets: &BTreeSet<Name>) -> Cost {
    let cost = Cost::default();
    if secrets.is_empty() { cost } else { cost.losing(Loss::Secret) }
}

/// What is made without its secret options, which have to be set by hand.
pub(crate) fn made_without_secrets(to: &Schema, actions: &[Action]) -> Vec<Remark> {
    let made = actions.iter().flat_map(Action::flatten).filter(|action| action.verb == Verb::Create);
    made.filter_map(|action| {
        let secrets = to.object(&action.id).and_then(rules::secrets).filter(|secrets| !secrets.is_empty())?;
        let names: Vec<&str> = secrets.iter().map(Name::as_str).collect();
        Some(Remark {
            id: action.id.clone(),
            what: Difference::Changed(Vec::new()),
            reason: format!(
                "made without the secret option {}, whose value is not in the model: say ALTER … OPTIONS (ADD …) by hand",
                names.join(", ")
            ),
        })
    })
    .collect()
}
