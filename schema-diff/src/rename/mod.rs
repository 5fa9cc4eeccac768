//! Renames: on request, never on a guess.
//!
//! A rename is carried out on the model first: everything that is below the object, or names it, is then as PostgreSQL leaves
//! it, and the rest is planned from there. Texts follow the new names only as far as the second schema has exactly the text
//! that comes of it; where that is not so, the text is a difference like any other.

mod candidates;
mod fields;
mod image;
mod tokens;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schema_model::{MemberName, Name, ObjectId, ObjectKind, Schema};

use crate::action::{Action, Cost, Effect, Lock, Reason, Verb};
use crate::plan::{Difference, Remark};
use crate::rules::rule;

pub use candidates::{Evidence, RenameCandidate, rename_candidates};
pub(crate) use image::Renames;

/// A rename that is asked for: `column:public.users.name=full_name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rename {
    /// The object, as it is called before anything is renamed.
    pub from: ObjectId,
    /// Its own new name.
    pub to: Name,
}

impl Rename {
    /// Whether PostgreSQL renames objects of this kind.
    pub fn is_possible(kind: ObjectKind) -> bool {
        word(kind).is_some()
    }
}

impl fmt::Display for Rename {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = ObjectId::Schema(self.to.clone()).to_string();
        write!(f, "{}={}", self.from, to.strip_prefix("schema:").unwrap_or(&to))
    }
}

/// Reads `kind:name=new name`, names quoted as in SQL where they need it.
impl FromStr for Rename {
    type Err = schema_model::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (from, to) = split_at_equals(text);
        let from: ObjectId = from.trim().parse()?;
        let to = match format!("schema:{}", to.trim()).parse()? {
            ObjectId::Schema(name) => name,
            other => other.own_name().clone(),
        };
        Ok(Self { from, to })
    }
}

/// What stands before and after the first equals sign outside quotes.
pub(crate) fn split_at_equals(text: &str) -> (&str, &str) {
    let mut in_quotes = false;
    let split = text.char_indices().find(|(_, c)| {
        in_quotes ^= *c == '"';
        *c == '=' && !in_quotes
    });
    split.map_or((text, ""), |(at, _)| (&text[..at], &text[at + 1..]))
}

/// How statements name the kinds that `ALTER … RENAME` takes; `None` for those that have no name of their own, and for
/// extensions, which PostgreSQL doesn't rename.
pub(crate) fn word(kind: ObjectKind) -> Option<&'static str> {
    rule(kind).renamed.map(|(word, _)| word)
}

/// What requests come to.
#[derive(Default)]
pub(crate) struct Requested {
    pub(crate) renames: Renames,
    pub(crate) actions: Vec<Action>,
    pub(crate) reported: Vec<Remark>,
    pub(crate) refused: Vec<Remark>,
}

/// Looks at every request, adds what follows from it, and puts the statements in order.
pub(crate) fn requested(from: &Schema, to: &Schema, requests: &[Rename]) -> Requested {
    let mut result = Requested::default();
    for request in requests {
        if is_done(from, request) {
            result
                .reported
                .push(remark(&request.from, format!("--rename {request}: it has that name already")));
            continue;
        }
        match refusal(from, to, request, requests) {
            Some(reason) => result.refused.push(remark(&request.from, reason)),
            None => result.renames.add(request.from.clone(), request.to.clone()),
        }
    }
    result.renames.follow(from, to);
    let mut steps: Vec<(ObjectId, Name)> =
        result.renames.iter().map(|(id, name)| (id.clone(), name.clone())).collect();
    // What is below comes first: every statement then finds its object under the old names of all that is above.
    steps.sort_by_key(|(id, _)| std::cmp::Reverse(depth(from, id)));
    match in_turn(from, steps, &result.renames) {
        Ok(steps) => {
            for (id, _) in steps {
                result.actions.push(action(from, &id, &result.renames));
                mentions(from, &id, &mut result.reported);
            }
        }
        Err(id) => {
            let reason = "the names go round in a circle: rename one of them to a third name first, with a plan of its own";
            result.refused.push(remark(&id, reason.into()));
            result.renames = Renames::default();
        }
    }
    result
}

fn remark(id: &ObjectId, reason: String) -> Remark {
    Remark { id: id.clone(), what: Difference::Changed(Vec::new()), reason }
}

/// How many objects an object is below.
fn depth(schema: &Schema, id: &ObjectId) -> usize {
    schema.parent(id).map_or(0, |parent| 1 + depth(schema, parent))
}

/// Whether a plan with this request was carried out before: the second run is no failure.
fn is_done(from: &Schema, request: &Rename) -> bool {
    let mut image = request.from.clone();
    image.rename(&request.to);
    !from.contains(&request.from) && from.contains(&image)
}

/// Why a request can't be granted.
fn refusal(from: &Schema, to: &Schema, request: &Rename, requests: &[Rename]) -> Option<String> {
    let Rename { from: id, to: name } = request;
    let others = requests.iter().filter(|other| *other != request);
    if word(id.kind()).is_none() {
        return Some(format!("--rename {request}: PostgreSQL can't rename this kind of object"));
    }
    if !from.contains(id) {
        return Some(format!("--rename {request}: there is no such object to rename"));
    }
    if others.clone().any(|other| other.from == *id) {
        return Some(format!("--rename {request}: two names are asked for"));
    }
    let mut all = Renames::default();
    for request in requests {
        all.add(request.from.clone(), request.to.clone());
    }
    let image = all.id(id);
    if !to.contains(&image) {
        return Some(format!("--rename {request}: the schema that is wanted has no {image}"));
    }
    let mut same = id.clone();
    same.rename(name);
    let stays = from.contains(&same) && !requests.iter().any(|other| other.from == same);
    stays.then(|| {
        format!(
            "--rename {request}: {same} is there already; drop or rename it first, with a plan of its own"
        )
    })
}

/// Puts those that free a name before those that take it; the object where that goes in a circle otherwise.
fn in_turn(
    from: &Schema,
    steps: Vec<(ObjectId, Name)>,
    renames: &Renames,
) -> Result<Vec<(ObjectId, Name)>, ObjectId> {
    let mut waiting = steps;
    let mut done: Vec<(ObjectId, Name)> = Vec::new();
    while !waiting.is_empty() {
        let free = waiting.iter().position(|(id, name)| {
            let mut wanted = id.clone();
            wanted.rename(name);
            let held = from.contains(&wanted) && renames.get(&wanted).is_some();
            !held || done.iter().any(|(other, _)| *other == wanted)
        });
        match free {
            Some(at) => done.push(waiting.remove(at)),
            None => return Err(waiting[0].0.clone()),
        }
    }
    Ok(done)
}

fn action(from: &Schema, id: &ObjectId, renames: &Renames) -> Action {
    let mut action = Action::new(renames.id(id), Verb::Rename { from: id.clone() }, Reason::Requested);
    let inherited = inherited(from, id);
    action.cost = Cost {
        lock: match id.kind() {
            // The tables of the type follow (`renameatt_internal`).
            ObjectKind::Attribute if !inherited.is_empty() => Lock::AccessExclusive,
            kind => rule(kind).renamed.map_or(Lock::None, |(_, lock)| lock),
        },
        ..Cost::default()
    };
    action.effects = inherited
        .into_iter()
        .map(|column| Effect::Alters(renames.id(&ObjectId::Column(column)), vec!["name"]))
        .collect();
    action
}

/// The columns of children that are renamed along with their parent's, and those of typed tables with an attribute. Source:
/// PostgreSQL's `renameatt_internal`.
pub(super) fn inherited(schema: &Schema, id: &ObjectId) -> Vec<MemberName> {
    let mut all: Vec<MemberName> = Vec::new();
    let (column, mut tables) = match id {
        ObjectId::Column(column) => (column, vec![column.parent()]),
        ObjectId::Attribute(attribute) => {
            let typed =
                schema.all::<schema_model::Table>().filter(|(_, t)| t.of_type == Some(attribute.parent()));
            let tables: Vec<_> = typed.map(|(name, _)| name.clone()).collect();
            all.extend(tables.iter().map(|table| table.member(&attribute.name)));
            (attribute, tables)
        }
        _ => return Vec::new(),
    };
    while let Some(table) = tables.pop() {
        for (child, payload) in schema.all::<schema_model::Table>() {
            let below = payload.inherits.contains(&table)
                || payload.partition_of.as_ref().is_some_and(|of| of.parent == table);
            let name = child.member(&column.name);
            if below && !all.contains(&name) && schema.contains(&ObjectId::Column(name.clone())) {
                all.push(name);
                tables.push(child.clone());
            }
        }
    }
    all
}

/// Routines with a body that is a string to PostgreSQL: what it names is not renamed in it.
fn mentions(schema: &Schema, id: &ObjectId, reported: &mut Vec<Remark>) {
    let name = id.own_name().as_str();
    let bodies = schema.objects().filter_map(|(routine, object)| match object {
        schema_model::Object::Function(function) => Some((routine, &function.body)),
        schema_model::Object::Procedure(procedure) => Some((routine, &procedure.body)),
        _ => None,
    });
    for (routine, body) in bodies {
        let schema_model::RoutineBody::Source(text) = body else { continue };
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let named = text.match_indices(name).any(|(at, _)| {
            let (before, after) = (text[..at].chars().next_back(), text[at + name.len()..].chars().next());
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        });
        if named {
            let reason = format!(
                "its body has the word {name}, which PostgreSQL does not rename in it: look whether {id} is meant"
            );
            reported.push(remark(routine, reason));
        }
    }
}

/// Every old id with its new name.
type NewNames = BTreeMap<ObjectId, Name>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_have_one_text_form() {
        for text in [
            "column:public.users.name=full_name",
            "table:public.\"a=b\"=\"c=\"\"d\"",
            "function:public.f(integer)=g",
            "schema:old=new",
        ] {
            assert_eq!(text.parse::<Rename>().expect("a rename").to_string(), text);
        }
        for text in ["column:public.users.name", "public.users=x", "table:a.b=", "table:a.b=c.d"] {
            assert!(text.parse::<Rename>().is_err(), "{text}");
        }
    }
}
