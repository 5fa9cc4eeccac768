//! Procedures.

use schema_model::{ObjectId, Procedure, ProcedureField};

use super::{Rules, defined_anew, plain, redefines, replaceable_arguments};
use crate::action::Cost;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Lock, ProcedureAlter};

impl Rules for Procedure {
    type Alter = ProcedureAlter;
    const CREATE: u16 = 161;
    const DROP: u16 = 50;
    const GROUND: &'static [&'static str] = &["arguments"];
    const RENAMED: Option<(&'static str, Lock)> = Some(("procedure", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: ProcedureField) -> Vec<Decision> {
        vec![match field {
            ProcedureField::Arguments if !replaceable_arguments(&pair.old.arguments, &pair.new.arguments) => {
                Decision::Replace
            }
            ProcedureField::Arguments
            | ProcedureField::Language
            | ProcedureField::Body
            | ProcedureField::SecurityDefiner
            | ProcedureField::Configuration
            | ProcedureField::Transforms => Decision::Alter(ProcedureAlter::Define.into()),
        }]
    }

    defined_anew!(
        ProcedureAlter,
        ["arguments", "language", "body", "security_definer", "configuration", "transforms"]
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
