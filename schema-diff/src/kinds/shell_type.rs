//! Shell types: the names of base types.

use schema_model::{BaseType, Comment, ObjectId, QualifiedName, Schema, ShellType, ShellTypeField};

use super::{Rules, plain};
use crate::action::{Cost, Effect, Loss};
use crate::rules::{Context, Decision, Pair, Traits};
use crate::{Lock, ShellTypeAlter};

/// The name that goes where its definition does: PostgreSQL can't take back what a type is, only the type.
pub(crate) fn under(id: &ObjectId) -> Option<ObjectId> {
    match id {
        ObjectId::BaseType(name) => Some(ObjectId::ShellType(name.clone())),
        _ => None,
    }
}

/// Whether what was only a name gets its definition. The owner and the comment that the name had are the type's then.
fn is_defined_now(context: Context<'_>, name: &QualifiedName) -> bool {
    let defined = |schema: &Schema| schema.get::<BaseType>(name).is_some();
    context.from.get::<ShellType>(name).is_some() && !defined(context.from) && defined(context.to)
}

fn comments(context: Context<'_>, name: &QualifiedName) -> (Option<Comment>, Option<Comment>) {
    let of = |schema: &Schema, id: ObjectId| schema.get::<Comment>(&id.into()).cloned();
    (of(context.from, ObjectId::ShellType(name.clone())), of(context.to, ObjectId::BaseType(name.clone())))
}

/// Whether an owner or a comment of a name goes on as the type's, or gives way to the type's own.
pub(crate) fn goes_on(context: Context<'_>, id: &ObjectId) -> bool {
    let Some(ObjectId::ShellType(name)) = id.target() else { return false };
    let another = matches!(id, ObjectId::Comment(_)) && comments(context, name).1.is_none();
    is_defined_now(context, name) && !another
}

/// Whether a type has its comment already, from when it was only a name.
pub(crate) fn has_come(context: Context<'_>, id: &ObjectId) -> bool {
    let (ObjectId::Comment(_), Some(ObjectId::BaseType(name))) = (id, id.target()) else { return false };
    let (before, after) = comments(context, name);
    is_defined_now(context, name) && before == after
}

/// Why a name is left without its definition by what never removes, or what is said of it where it has one.
pub(crate) fn stays(context: Context<'_>, id: &ObjectId) -> Option<&'static str> {
    if let Some(ObjectId::ShellType(name)) = id.target() {
        let defined = context.from.get::<BaseType>(name).is_some();
        return defined.then_some("it is of a type that is defined, which stays; repair never removes");
    }
    let ObjectId::BaseType(name) = id else { return None };
    let extra = is_defined_now(context, name) && matches!(comments(context, name), (Some(_), None));
    extra.then_some("its name has a comment, which would be the type's; repair never removes")
}

/// What becomes of the owner and the comment of a name by its definition.
pub(crate) fn defining(context: Context<'_>, id: &ObjectId) -> Vec<Effect> {
    let ObjectId::BaseType(name) = id else { return Vec::new() };
    if !is_defined_now(context, name) {
        return Vec::new();
    }
    let (shell, base) = (ObjectId::ShellType(name.clone()), ObjectId::BaseType(name.clone()));
    let mut effects: Vec<Effect> = [ObjectId::Owner(shell.clone().into()), ObjectId::Comment(shell.into())]
        .into_iter()
        .filter(|id| context.from.contains(id) && goes_on(context, id))
        .map(Effect::Drops)
        .collect();
    let comment = ObjectId::Comment(base.into());
    if has_come(context, &comment) && context.to.contains(&comment) {
        effects.push(Effect::Creates(comment));
    }
    effects
}

impl Rules for ShellType {
    type Alter = ShellTypeAlter;
    const CREATE: u16 = 130;
    const DROP: u16 = 961;
    const GROUND: &'static [&'static str] = &[];
    // "type is only a shell", and a defined one is renamed as a base type.
    const RENAMED: Option<(&'static str, Lock)> = None;
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(_: Context<'_>, _: &Pair<'_, Self>, field: ShellTypeField) -> Vec<Decision> {
        match field {}
    }

    fn traits(_: Context<'_>, _: &Pair<'_, Self>, alter: &ShellTypeAlter) -> Traits {
        match *alter {}
    }

    plain!(completions: none);
    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default().losing(Loss::Type));
    // What columns hold of the type, the columns hold.
    plain!(holds_data: false);
    plain!(secrets: none);
}
