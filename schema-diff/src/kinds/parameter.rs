//! Configuration parameters that something is granted on.

use schema_model::{ObjectId, Parameter, ParameterField, Privilege, Schema};

use super::{Rules, plain};
use crate::action::{Cost, Effect};
use crate::expand::Fates;
use crate::inherit::Effects;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, ParameterAlter};

/// Why nothing becomes of a parameter that is on one side only, if so: what is granted on it is not selected.
pub(crate) fn is_bare(schema: &Schema, id: &ObjectId) -> Option<&'static str> {
    let ObjectId::Parameter(_) = id else { return None };
    let granted = schema.all::<Privilege>().any(|(name, _)| name.target.id() == id);
    (!granted).then_some("it is there as long as something is granted on it, and nothing of that counts here")
}

/// New parameters come with the first privilege on each, without a statement of their own.
pub(crate) fn complete(fates: &mut Fates, effects: &mut Effects) {
    let new: Vec<ObjectId> = fates
        .iter()
        .filter(|(id, fate)| matches!(id, ObjectId::Parameter(_)) && fate.create && !fate.drop)
        .map(|(id, _)| id.clone())
        .collect();
    for id in new {
        let first = fates.iter().find(|(other, fate)| {
            fate.create && matches!(other, ObjectId::Privilege(name) if *name.target.id() == id)
        });
        if let Some((first, _)) = first {
            effects.creating.entry(first.clone()).or_default().push(Effect::Creates(id.clone()));
            fates.remove(&id);
        }
    }
}

impl Rules for Parameter {
    type Alter = ParameterAlter;
    // What is granted on it makes it, and with that it goes.
    const CREATE: u16 = 6;
    const DROP: u16 = 3;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: ParameterField) -> Vec<Decision> {
        match field {}
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &ParameterAlter) -> Traits {
        match *alter {}
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
