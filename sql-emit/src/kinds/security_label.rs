//! Security labels.

use schema_diff::SecurityLabelAlter;
use schema_model::{SecurityLabel, SecurityLabelName};

use crate::guard::Guard;
use crate::quote::{identifier, literal};
use crate::words::{Scope, Words, address};

fn say(id: &SecurityLabelName, label: &str) -> Vec<String> {
    let provider = identifier(&id.provider);
    vec![format!("SECURITY LABEL FOR {provider} ON {} IS {label}", address(id.target.id()))]
}

impl Words for SecurityLabel {
    type Alter = SecurityLabelAlter;

    fn address(id: &SecurityLabelName) -> String {
        address(id.target.id())
    }

    fn exists(_: &SecurityLabelName) -> Option<String> {
        None
    }

    fn guard(_: &SecurityLabelName, alter: &SecurityLabelAlter) -> Guard {
        match alter {
            SecurityLabelAlter::Label => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &SecurityLabelName, new: &Self) -> Vec<String> {
        say(id, &literal(&new.label))
    }

    fn alter(
        _: Scope<'_>,
        id: &SecurityLabelName,
        _: &Self,
        new: &Self,
        alter: &SecurityLabelAlter,
    ) -> Vec<String> {
        match alter {
            SecurityLabelAlter::Label => say(id, &literal(&new.label)),
        }
    }

    fn drop(_: Scope<'_>, id: &SecurityLabelName, _: &Self) -> Vec<String> {
        say(id, "NULL")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use schema_model::ObjectId;

    #[test]
    fn providers_and_labels_are_quoted() {
        let id = |target: &str, provider: &str| {
            SecurityLabelName::new(target.parse::<ObjectId>().unwrap(), provider)
        };
        assert_eq!(
            say(&id("column:public.t.\"a b\"", "Weird \"Provider"), &literal("it's")),
            ["SECURITY LABEL FOR \"Weird \"\"Provider\" ON COLUMN public.t.\"a b\" IS 'it''s'"]
        );
        assert_eq!(
            say(&id("function:public.f(integer)", "dummy"), "NULL"),
            ["SECURITY LABEL FOR dummy ON FUNCTION public.f(integer) IS NULL"]
        );
    }
}
