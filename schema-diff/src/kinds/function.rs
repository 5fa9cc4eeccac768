//! Functions.

use schema_model::{Argument, ArgumentMode, Function, FunctionField, ObjectId};

use super::{Rules, defined_anew, plain, redefines};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{FunctionAlter, Lock};

/// Whether `CREATE OR REPLACE` takes the new arguments: same types and modes, names kept, no default taken away.
/// Source: PostgreSQL's `ProcedureCreate`.
pub(crate) fn replaceable_arguments(old: &[Argument], new: &[Argument]) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).all(|(old, new)| {
            let output = !matches!(old.mode, ArgumentMode::In | ArgumentMode::Variadic);
            let name_kept = old.name == new.name || (old.name.is_none() && !output);
            old.mode == new.mode
                && old.type_name == new.type_name
                && name_kept
                && (old.default.is_none() || new.default.is_some())
        })
}

fn replaceable(old: &Function, new: &Function) -> bool {
    replaceable_arguments(&old.arguments, &new.arguments)
        && old.result == new.result
        && old.window == new.window
}

impl Rules for Function {
    type Alter = FunctionAlter;
    const CREATE: u16 = 160;
    const DROP: u16 = 50;
    const GROUND: &'static [&'static str] = &["arguments", "result", "window"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("function", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: FunctionField) -> Vec<Decision> {
        let define = || vec![Decision::Alter(FunctionAlter::Define.into())];
        match field {
            FunctionField::Arguments | FunctionField::Result | FunctionField::Window
                if !replaceable(pair.old, pair.new) =>
            {
                vec![Decision::Replace]
            }
            FunctionField::Arguments
            | FunctionField::Result
            | FunctionField::Window
            | FunctionField::Language
            | FunctionField::Body
            | FunctionField::Volatility
            | FunctionField::Parallel
            | FunctionField::Strict
            | FunctionField::Leakproof
            | FunctionField::SecurityDefiner
            | FunctionField::Cost
            | FunctionField::Rows
            | FunctionField::Support
            | FunctionField::Configuration
            | FunctionField::Transforms => define(),
        }
    }

    defined_anew!(
        FunctionAlter,
        [
            "arguments",
            "language",
            "body",
            "volatility",
            "parallel",
            "strict",
            "leakproof",
            "security_definer",
            "cost",
            "rows",
            "support",
            "configuration",
            "transforms"
        ]
    );

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
