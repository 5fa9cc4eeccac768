//! Rewrite rules.

use schema_diff::RuleAlter;
use schema_model::{MemberName, Rule, RuleEvent};

use super::trigger::enable;
use crate::guard::{self, Guard};
use crate::quote::{identifier, parent};
use crate::words::{Scope, Words};

fn define(verb: &str, id: &MemberName, new: &Rule) -> String {
    let event = match new.event {
        RuleEvent::Update => "UPDATE",
        RuleEvent::Insert => "INSERT",
        RuleEvent::Delete => "DELETE",
    };
    let condition = new.condition.as_ref().map(|text| format!(" WHERE {text}")).unwrap_or_default();
    let instead = if new.instead { "INSTEAD " } else { "" };
    format!(
        "{verb} RULE {} AS ON {event} TO {}{condition} DO {instead}{}",
        identifier(&id.name),
        parent(id),
        new.actions
    )
}

/// The name of a view's own rule. Another can't be made or defined anew under it (`DefineQueryRewrite` in `rewriteDefine.c`);
/// PostgreSQL 14.23, 16.14, 17.10 and 18.4 rename one to it, 15.20 no longer does.
const OF_VIEW: &str = "_RETURN";

/// What it is called as long as it is being made.
const ON_THE_WAY: &str = "pgmend_RETURN";

fn rename(id: &MemberName, from: &str, to: &str) -> String {
    format!("ALTER RULE {} ON {} RENAME TO {}", identifier(from), parent(id), identifier(to))
}

/// The statement that makes or changes a rule, with what its name wants around it.
fn defining(verb: &str, id: &MemberName, new: &Rule) -> Vec<String> {
    if id.name != OF_VIEW {
        return vec![define(verb, id, new)];
    }
    let before = (verb != CREATE).then(|| rename(id, OF_VIEW, ON_THE_WAY));
    let named = MemberName { name: ON_THE_WAY.into(), ..id.clone() };
    before.into_iter().chain([define(verb, &named, new), rename(id, ON_THE_WAY, OF_VIEW)]).collect()
}

const CREATE: &str = "CREATE";

impl Words for Rule {
    type Alter = RuleAlter;

    fn address(id: &MemberName) -> String {
        format!("RULE {} ON {}", identifier(&id.name), parent(id))
    }

    fn exists(id: &MemberName) -> Option<String> {
        Some(guard::below(id, ("pg_rewrite", "ev_class", "rulename")))
    }

    fn guard(_: &MemberName, alter: &RuleAlter) -> Guard {
        match alter {
            RuleAlter::Define | RuleAlter::Enabled => Guard::Repeatable,
        }
    }

    fn create(_: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        defining(CREATE, id, new)
    }

    fn alter(_: Scope<'_>, id: &MemberName, _: &Self, new: &Self, alter: &RuleAlter) -> Vec<String> {
        match alter {
            RuleAlter::Define => defining("CREATE OR REPLACE", id, new),
            RuleAlter::Enabled => {
                let state = enable(new.enabled);
                vec![format!("ALTER TABLE {} {state} RULE {}", parent(id), identifier(&id.name))]
            }
        }
    }

    fn drop(_: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        vec![format!("DROP RULE {} ON {}", identifier(&id.name), parent(id))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_with_the_name_of_a_views_own_gets_it_last() {
        let id = MemberName::new("public", "t", OF_VIEW);
        let rule = Rule::new(RuleEvent::Insert, "NOTHING");
        assert_eq!(
            defining(CREATE, &id, &rule),
            [
                "CREATE RULE \"pgmend_RETURN\" AS ON INSERT TO public.t DO NOTHING",
                "ALTER RULE \"pgmend_RETURN\" ON public.t RENAME TO \"_RETURN\"",
            ]
        );
        assert_eq!(defining("CREATE OR REPLACE", &id, &rule).len(), 3);
        assert_eq!(defining(CREATE, &MemberName::new("public", "t", "r"), &rule).len(), 1);
    }
}
