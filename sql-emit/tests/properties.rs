//! What holds for every script of a generated plan.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use proptest::prelude::*;
use schema_diff::{Options, Plan, Strategy};
use schema_model::{Schema, strategies};
use sql_emit::emit;

/// Splits a script at its semicolons, as psql does, to see that ours are all there are.
fn statements(script: &str) -> usize {
    let mut count = 0;
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let skip = match c {
            '\'' | '"' => rest[1..].find(c).map(|at| at + 2),
            '-' if rest.starts_with("--") => Some(rest.find('\n').unwrap_or(rest.len())),
            '$' => {
                let tag = rest[1..].find('$').map(|at| &rest[..at + 2]);
                let is_tag =
                    |tag: &&str| tag[1..tag.len() - 1].chars().all(|c| c.is_alphanumeric() || c == '_');
                tag.filter(is_tag).and_then(|tag| rest[tag.len()..].find(tag).map(|at| at + 2 * tag.len()))
            }
            ';' => {
                count += 1;
                None
            }
            _ => None,
        };
        // In an E'' string a backslash keeps the next quote; doubled quotes simply open again.
        let mut step = skip.unwrap_or(c.len_utf8());
        if c == 'E' && rest.starts_with("E'") {
            let mut chars = rest[2..].char_indices();
            while let Some((at, c)) = chars.next() {
                if c == '\\' {
                    chars.next();
                } else if c == '\'' {
                    step = at + 3;
                    break;
                }
            }
        }
        rest = &rest[step..];
    }
    count
}

fn plan(from: &Schema, to: &Schema, strategy: Strategy) -> Plan {
    schema_diff::plan(from, to, &Options::default().with_strategy(strategy)).unwrap()
}

fn strategy() -> impl proptest::strategy::Strategy<Value = Strategy> {
    prop_oneof![Just(Strategy::PLAIN), Just(Strategy::ONLINE)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_action_is_said((from, to) in strategies::pair(), strategy in strategy()) {
        let plan = plan(&from, &to, strategy);
        let script = emit(&plan, &from, &to, &sql_emit::Options::default());
        for (at, action) in plan.actions.iter().enumerate() {
            prop_assert!(
                script.statements.iter().any(|s| s.action == at),
                "no words for {} {}", action.token(), action.id
            );
        }
    }

    #[test]
    fn the_same_plan_gives_the_same_bytes((from, to) in strategies::pair(), strategy in strategy()) {
        let once = plan(&from, &to, strategy);
        let twice = plan(&from, &to, strategy);
        let say = |plan| emit(plan, &from, &to, &sql_emit::Options::default()).to_sql(plan);
        prop_assert_eq!(say(&once), say(&twice));
    }

    #[test]
    fn no_name_or_text_breaks_out_of_its_statement((from, to) in strategies::pair(), strategy in strategy()) {
        let plan = plan(&from, &to, strategy);
        let script = emit(&plan, &from, &to, &sql_emit::Options::default());
        let transactions = script.groups().filter(|group| group.in_transaction()).count();
        let frame = if script.is_empty() { 0 } else { sql_emit::SESSION.len() + 2 * transactions };
        prop_assert_eq!(statements(&script.to_sql(&plan)), script.statements.len() + frame);
    }

    #[test]
    fn groups_are_consecutive((from, to) in strategies::pair(), strategy in strategy()) {
        let plan = plan(&from, &to, strategy);
        let script = emit(&plan, &from, &to, &sql_emit::Options::default());
        prop_assert!(script.statements.is_sorted_by_key(|s| s.group));
        for group in script.groups() {
            prop_assert!(group.in_transaction() || group.statements.len() == 1);
        }
        // Only a foreign key's action may say so here, and a base type that goes with its functions once the catalog was
        // asked: the recipes have no typed tables.
        let cascades = script.statements.iter().filter(|s| s.sql.contains("CASCADE"));
        for statement in cascades {
            let asked = statement.sql.contains("pg_depend") && statement.sql.contains("DROP TYPE");
            prop_assert!(asked || statement.sql.contains("ON DELETE CASCADE"), "{}", statement.sql);
        }
    }
}
