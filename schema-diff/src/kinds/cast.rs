//! Casts.

use schema_model::{Cast, CastField, CastMethod, ObjectId};

use super::{Rules, plain, replaced_only};
use crate::action::Cost;
use crate::dependents::Dependents;
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{CastAlter, Lock};

/// What has the function of a cast in it that is another one after: a view is kept with the function that its casts had when it
/// was made, and shows none of it.
pub(crate) fn made_with(context: Context<'_>, id: &ObjectId, dependents: &Dependents<'_>) -> Vec<ObjectId> {
    let ObjectId::Cast(name) = id else { return Vec::new() };
    let Some(Cast { method: CastMethod::Function(function), .. }) = context.from.get::<Cast>(name) else {
        return Vec::new();
    };
    let stays = context
        .to
        .get::<Cast>(name)
        .is_some_and(|cast| cast.method == CastMethod::Function(function.clone()));
    // A function of the system is none of the model's.
    let Ok(function) = format!("function:{function}").parse::<ObjectId>() else { return Vec::new() };
    if stays {
        return Vec::new();
    }
    let lets_go = |dependent: &ObjectId| {
        let mut still = !context.to.contains(dependent);
        context.to.edges_of(dependent, |to, _| still |= *to == function);
        dependent != id && !still
    };
    dependents.on(&function).iter().map(|(dependent, _)| dependent).filter(|d| lets_go(d)).cloned().collect()
}

impl Rules for Cast {
    type Alter = CastAlter;
    const CREATE: u16 = 165;
    const DROP: u16 = 45;
    const GROUND: &'static [&'static str] = &["method", "context"];
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = true;
    const FOLLOWS_TYPE: bool = true;

    replaced_only!(CastAlter, CastField: Method | Context);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default());
    plain!(holds_data: false);
    plain!(secrets: none);
}
