//! Base types.

use schema_model::{BaseType, BaseTypeField, Column, ObjectId, Schema, Storage};

use super::{Rules, plain, redefines};
use crate::action::Cost;
use crate::dependents::Dependents;
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{BaseTypeAlter, Lock};

/// The columns whose values are kept as the type says: PostgreSQL goes on as before with those that are there, and has to be told.
pub(crate) fn kept_alike(context: Context<'_>, id: &ObjectId, dependents: &Dependents<'_>) -> Vec<ObjectId> {
    let mut found = Vec::new();
    for (dependent, _) in dependents.on(id) {
        match dependent {
            ObjectId::Domain(_) => found.extend(kept_alike(context, dependent, dependents)),
            ObjectId::Column(name) => {
                let kept = |schema: &Schema| {
                    let column = schema.get::<Column>(name)?;
                    Some((column.storage, column.type_name.ends_with("[]")))
                };
                if (kept(context.from), kept(context.to)) == (Some((None, false)), Some((None, false))) {
                    found.push(dependent.clone());
                }
            }
            _ => {}
        }
    }
    found
}

impl Rules for BaseType {
    type Alter = BaseTypeAlter;
    const CREATE: u16 = 135;
    const DROP: u16 = 960;
    const GROUND: &'static [&'static str] = &[
        "input",
        "output",
        "length",
        "passed_by_value",
        "alignment",
        "category",
        "preferred",
        "default",
        "element",
        "delimiter",
        "collatable",
    ];
    const RENAMED: Option<(&'static str, Lock)> = Some(("type", Lock::None));
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    fn decide(_: Context<'_>, pair: &Pair<'_, Self>, field: BaseTypeField) -> Vec<Decision> {
        let alter = match field {
            BaseTypeField::Receive => BaseTypeAlter::Receive,
            BaseTypeField::Send => BaseTypeAlter::Send,
            BaseTypeField::TypmodIn => BaseTypeAlter::TypmodIn,
            BaseTypeField::TypmodOut => BaseTypeAlter::TypmodOut,
            BaseTypeField::Analyze => BaseTypeAlter::Analyze,
            BaseTypeField::Subscript => BaseTypeAlter::Subscript,
            // "cannot change type's storage to PLAIN", and a type that is to leave it must be of any length (`AlterType` in
            // `typecmds.c`).
            BaseTypeField::Storage
                if pair.new.storage != Storage::Plain && pair.old.length == pair.new.length =>
            {
                BaseTypeAlter::Storage
            }
            BaseTypeField::Input
            | BaseTypeField::Output
            | BaseTypeField::Length
            | BaseTypeField::PassedByValue
            | BaseTypeField::Alignment
            | BaseTypeField::Storage
            | BaseTypeField::Category
            | BaseTypeField::Preferred
            | BaseTypeField::Default
            | BaseTypeField::Element
            | BaseTypeField::Delimiter
            | BaseTypeField::Collatable => return vec![Decision::Replace],
        };
        vec![Decision::Alter(alter.into())]
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &BaseTypeAlter) -> Traits {
        let sense = |had: bool| if had { Sense::Changes } else { Sense::Adds };
        let (field, sense): (&'static [&'static str], _) = match alter {
            BaseTypeAlter::Receive => (&["receive"], sense(pair.old.receive.is_some())),
            BaseTypeAlter::Send => (&["send"], sense(pair.old.send.is_some())),
            BaseTypeAlter::TypmodIn => (&["typmod_in"], sense(pair.old.typmod_in.is_some())),
            BaseTypeAlter::TypmodOut => (&["typmod_out"], sense(pair.old.typmod_out.is_some())),
            BaseTypeAlter::Analyze => (&["analyze"], sense(pair.old.analyze.is_some())),
            BaseTypeAlter::Subscript => (&["subscript"], sense(pair.old.subscript.is_some())),
            BaseTypeAlter::Storage => (&["storage"], Sense::Changes),
        };
        redefines(field, sense, Cost::default())
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
