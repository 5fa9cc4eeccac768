//! A plan carried out on a model, action by action.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schema_model::{Column, Name, ObjectId, Privilege, PrivilegeName, QualifiedName, Schema};

use crate::action::{Action, Effect, Verb, Way};
use crate::facts::Facts;
use crate::kinds::operator;
use crate::{
    Alter, ColumnAlter, ConstraintAlter, DomainAlter, EnumAlter, IndexAlter, Options, Plan, PrivilegeAlter,
    TableAlter, checks, given, not_null, online, rules,
};

/// What a plan makes for a while, and takes away itself: no part of either schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Helper {
    /// It is there: an index that was built in advance, a check that spares a scan, a type that stepped aside.
    There {
        /// The object.
        id: ObjectId,
        /// A check that is `NOT VALID` yet is not.
        valid: bool,
    },
    /// It is gone, or has become part of the schema under its own name.
    Gone(ObjectId),
    /// `DETACH PARTITION … CONCURRENTLY` left a check on this table, under a name that the server chose; none for some
    /// bounds.
    Bound(QualifiedName),
    /// That check is gone.
    BoundGone(QualifiedName),
}

/// What an action, with those that are folded into it, did to the model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The objects that may be others now, or are gone, or are there.
    pub touched: Vec<ObjectId>,
    /// What became of helpers.
    pub helpers: Vec<Helper>,
}

/// A plan on its way over a model. See [`Plan::walk`].
#[derive(Debug)]
pub struct Walk<'a> {
    plan: &'a Plan,
    from: Cow<'a, Schema>,
    to: &'a Schema,
    options: Options,
    facts: Facts,
    schema: Schema,
    /// What default privileges give to what is made.
    given: BTreeMap<ObjectId, Vec<(PrivilegeName, Privilege)>>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(plan: &'a Plan, from: &'a Schema, to: &'a Schema) -> Self {
        let from = plan.after_renames(from, to);
        let schema = from.clone().into_owned();
        let given = given::by_target(&plan.actions);
        Self { plan, from, to, options: Options::default(), facts: Facts::default(), schema, given }
    }

    /// What the schema is by now. Dependencies are those of the first one.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    pub(crate) fn into_schema(self) -> Schema {
        self.schema
    }

    /// Carries out the action at this place of the plan; those before it were. Nothing happens where there is none.
    pub fn carry_out(&mut self, at: usize) -> Step {
        let mut step = Step::default();
        let plan = self.plan;
        for action in plan.actions.get(at).into_iter().flat_map(Action::flatten) {
            self.one(action, &mut step);
        }
        step
    }

    fn one(&mut self, action: &Action, step: &mut Step) {
        let Self { from, to, options, facts, schema, given, .. } = self;
        step.touched.push(action.id.clone());
        match &action.verb {
            Verb::Drop => {
                step.touched.extend(operator::unlink(schema, &action.id));
                schema.remove(&action.id);
            }
            Verb::Create => {
                take(schema, to, &action.id);
                give(schema, given, &action.id);
                for (other, field) in operator::linked_by(to, &action.id) {
                    take_fields(schema, (from, to), &other, &[field]);
                    step.touched.push(other);
                }
            }
            Verb::Alter(Alter::Privilege(PrivilegeAlter::Given(_))) => {
                schema.remove(&action.id);
                take(schema, to, &action.id);
            }
            // They are done already.
            Verb::Rename { .. } => {}
            Verb::Alter(alter) => {
                let context = rules::Context { from: &*from, to, options, facts };
                let fields =
                    rules::traits(context, &action.id, alter).map_or(&[][..], |traits| traits.fields);
                take_fields(schema, (from, to), &action.id, fields);
            }
        }
        match action.way {
            Way::NotValid => online::unvalidate(schema, &action.id),
            Way::Nullable => online::without_not_null(schema, &action.id),
            Way::Plain
            | Way::Only
            | Way::Concurrently
            | Way::Built(_)
            | Way::Filled(_)
            | Way::Defaulted(_) => {}
        }
        for effect in &action.effects {
            match effect {
                Effect::Drops(id) => {
                    schema.remove(id);
                    step.touched.push(id.clone());
                }
                Effect::Creates(id) => {
                    take(schema, to, id);
                    step.touched.push(id.clone());
                }
                Effect::Alters(id, fields) => {
                    take_fields(schema, (from, to), id, fields);
                    step.touched.push(id.clone());
                }
                Effect::Copies { id, of } => {
                    // Who leaves keeps what was above; who comes has to have what will be.
                    let copy = if checks::leaves(&action.verb) { schema.object(of) } else { to.object(of) };
                    if let Some(copy) = copy.cloned() {
                        // Equal kinds of ids, and so of objects.
                        let _ = schema.insert_object(id.clone(), copy);
                    }
                    if action.way == Way::NotValid {
                        online::unvalidate(schema, id);
                    }
                    step.touched.push(id.clone());
                }
            }
        }
        step.helpers.extend(helper(action));
    }
}

/// What becomes of a helper by an action.
fn helper(action: &Action) -> Option<Helper> {
    match (&action.id, &action.verb) {
        (ObjectId::Index(name), Verb::Alter(Alter::Index(IndexAlter::Build(built))))
        | (ObjectId::Constraint(name), Verb::Alter(Alter::Constraint(ConstraintAlter::Build(built)))) => {
            Some(Helper::There { id: ObjectId::Index(name.parent().member(built)), valid: true })
        }
        (ObjectId::Index(name) | ObjectId::Constraint(name), Verb::Create) => match &action.way {
            Way::Built(built) => Some(Helper::Gone(ObjectId::Index(name.parent().member(built)))),
            Way::Plain
            | Way::NotValid
            | Way::Concurrently
            | Way::Filled(_)
            | Way::Defaulted(_)
            | Way::Only
            | Way::Nullable => None,
        },
        (ObjectId::Column(name), Verb::Alter(Alter::Column(alter))) => {
            let check = |guard| ObjectId::Constraint(name.parent().member(guard));
            match alter {
                ColumnAlter::Guard(guard) => Some(Helper::There { id: check(guard), valid: false }),
                ColumnAlter::ValidateGuard(guard) => Some(Helper::There { id: check(guard), valid: true }),
                ColumnAlter::DropGuard(guard) => Some(Helper::Gone(check(guard))),
                _ => None,
            }
        }
        (ObjectId::Enum(name), Verb::Alter(Alter::Enum(alter))) => {
            let aside = |old: &Name| ObjectId::Enum(QualifiedName::new(name.schema.clone(), old.clone()));
            match alter {
                EnumAlter::Supersede(old) => Some(Helper::There { id: aside(old), valid: true }),
                EnumAlter::DropSuperseded(old) => Some(Helper::Gone(aside(old))),
                EnumAlter::AddValue(_) | EnumAlter::RenameValue(_) => None,
            }
        }
        (ObjectId::Domain(name), Verb::Alter(Alter::Domain(alter))) => {
            let aside = |old: &Name| ObjectId::Domain(QualifiedName::new(name.schema.clone(), old.clone()));
            match alter {
                DomainAlter::Supersede(old) => Some(Helper::There { id: aside(old), valid: true }),
                DomainAlter::DropSuperseded(old) => Some(Helper::Gone(aside(old))),
                DomainAlter::Default | DomainAlter::NotNull => None,
            }
        }
        (ObjectId::Table(name), Verb::Alter(Alter::Table(alter))) => {
            let check = |guard| ObjectId::Constraint(name.member(guard));
            match alter {
                TableAlter::GuardBound(guard) => Some(Helper::There { id: check(&guard.name), valid: false }),
                TableAlter::ValidateBound(guard) => Some(Helper::There { id: check(guard), valid: true }),
                TableAlter::DropBoundCheck(guard) => Some(Helper::Gone(check(guard))),
                TableAlter::Detach if action.way == Way::Concurrently => Some(Helper::Bound(name.clone())),
                TableAlter::DropBound => Some(Helper::BoundGone(name.clone())),
                _ => None,
            }
        }
        _ => None,
    }
}

/// What an object has from default privileges when it is made; a column's identity makes a sequence.
fn give(result: &mut Schema, given: &BTreeMap<ObjectId, Vec<(PrivilegeName, Privilege)>>, made: &ObjectId) {
    let sequence = match (made, result.object(made)) {
        (ObjectId::Column(name), Some(schema_model::Object::Column(column))) => {
            column.identity_sequence(name).map(ObjectId::Sequence)
        }
        _ => None,
    };
    for id in std::iter::once(made).chain(&sequence) {
        for (name, privilege) in given.get(id).into_iter().flatten() {
            result.insert(name.clone(), privilege.clone());
        }
    }
}

fn take(result: &mut Schema, to: &Schema, id: &ObjectId) {
    if let Some(object) = to.object(id) {
        // Equal ids are of one kind.
        let _ = result.insert_object(id.clone(), object.clone());
    }
}

fn take_fields(result: &mut Schema, (from, to): (&Schema, &Schema), id: &ObjectId, fields: &[&str]) {
    let changed = match (result.object(id), to.object(id)) {
        (Some(old), Some(new)) => old.with_fields(new, fields),
        _ => None,
    };
    let own = fields.contains(&"not_null").then(|| not_null::stays_own(from, result, to, id)).flatten();
    if let Some(object) = changed {
        let _ = result.insert_object(id.clone(), object);
    }
    if let (Some(own), ObjectId::Column(name)) = (own, id) {
        result.update::<Column>(name, |column| {
            column.not_null = Some(own);
            column.inherited_not_null = None;
        });
    }
}
