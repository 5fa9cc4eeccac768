//! What default privileges give to objects that a plan makes, and how it comes to what is wanted.
//!
//! A new object gets what the default privileges of the role that makes it say at that moment: those of the first schema,
//! because a plan changes default privileges last. Source: PostgreSQL's documentation of ALTER DEFAULT PRIVILEGES.

use std::collections::{BTreeMap, BTreeSet};

use schema_model::{
    Column, DefaultPrivilegeObjects, Grantee, Name, ObjectId, Privilege, PrivilegeName, PrivilegeType,
};

use crate::action::{Action, Reason, Verb};
use crate::expand::Fates;
use crate::rules::Context;
use crate::{Alter, ColumnAlter, Given, PrivilegeAlter};

type Held = BTreeMap<PrivilegeType, bool>;

/// What comes to be, or has come to be, that privileges can be held on: the object itself, the sequence of an identity.
fn made<'a>(context: Context<'a>, fates: &'a Fates) -> impl Iterator<Item = ObjectId> + 'a {
    fates.iter().filter_map(move |(id, fate)| match id {
        ObjectId::Column(name) => {
            let identity = |alter: &Alter| {
                matches!(alter, Alter::Column(ColumnAlter::AddIdentity | ColumnAlter::SetIdentity))
            };
            let comes = fate.create || fate.alters.iter().any(|(alter, _)| identity(alter));
            let column = context.to.get::<Column>(name).filter(|_| comes)?;
            let before = context.from.get::<Column>(name).filter(|_| !fate.create);
            let sequence = column.identity_sequence(name)?;
            let had = before.and_then(|before| before.identity_sequence(name));
            (had.as_ref() != Some(&sequence)).then_some(ObjectId::Sequence(sequence))
        }
        _ => fate.create.then(|| id.clone()),
    })
}

fn by_itself(id: &ObjectId, grantee: &Grantee, major: u32) -> Held {
    let types = match grantee {
        Grantee::Owner => id.kind().privileges(major),
        Grantee::Public => id.public_privileges(major),
        Grantee::Role(_) => &[],
    };
    types.iter().map(|privilege| (*privilege, false)).collect()
}

/// Puts what was given in the place of what the rules say of new privileges.
pub(crate) fn settle(context: Context<'_>, fates: &mut Fates) {
    if context.from.all::<schema_model::DefaultPrivilege>().next().is_none() {
        return;
    }
    let known = context.options.role.as_ref();
    let roles: BTreeSet<&Name> = match known {
        Some(role) => BTreeSet::from([role]),
        None => context.from.all::<schema_model::DefaultPrivilege>().map(|(name, _)| &name.role).collect(),
    };
    let major = context.major();
    let made: Vec<ObjectId> = made(context, fates).collect();
    for id in made {
        let owner = crate::part::owned(context, &id);
        let owner = context.to.owner(&owner);
        let by_role: Vec<BTreeMap<Grantee, Held>> =
            roles.iter().map(|role| context.from.given_by_default(&id, role)).collect();
        let grantees: BTreeSet<&Grantee> = by_role.iter().flat_map(BTreeMap::keys).collect();
        for grantee in grantees {
            let base = by_itself(&id, grantee, major);
            // What is given to the owner to be becomes part of what the owner has.
            if matches!(grantee, Grantee::Role(name) if Some(name) == owner) {
                continue;
            }
            let held = by_role.iter().map(|given| given.get(grantee).unwrap_or(&base));
            // Another role, one without default privileges, may make it.
            let states: Vec<&Held> =
                if known.is_some() { held.collect() } else { held.chain([&base]).collect() };
            let given = Given::of(&states);
            if given.at_least == base && given.at_most == base {
                continue;
            }
            let name = PrivilegeName::new(id.clone(), grantee.clone());
            let wanted = context.to.get::<Privilege>(&name).map_or(&base, |wanted| &wanted.privileges);
            let alters = if given.at_least == *wanted && given.at_most == *wanted {
                Vec::new()
            } else {
                vec![(Alter::from(PrivilegeAlter::Given(given)), Reason::Completes)]
            };
            let fate = fates.entry(ObjectId::Privilege(name)).or_default();
            fate.create = false;
            fate.alters = alters;
        }
    }
}

impl Given {
    /// What all of these have, and what any of them has.
    fn of(states: &[&Held]) -> Self {
        let mut at_most = Held::new();
        for (privilege, option) in states.iter().flat_map(|held| held.iter()) {
            *at_most.entry(*privilege).or_default() |= option;
        }
        let everywhere = |privilege: &PrivilegeType| {
            let options = states.iter().map(|held| held.get(privilege).copied());
            options.reduce(|a, b| Some(a? & b?)).flatten()
        };
        let at_least =
            at_most.keys().filter_map(|privilege| Some((*privilege, everywhere(privilege)?))).collect();
        Self { at_least, at_most }
    }
}

/// What was given by the making of an object, by the object: as the actions that go on from there say.
pub(crate) fn by_target(actions: &[Action]) -> BTreeMap<ObjectId, Vec<(PrivilegeName, Privilege)>> {
    let mut all: BTreeMap<ObjectId, Vec<(PrivilegeName, Privilege)>> = BTreeMap::new();
    for action in actions.iter().flat_map(Action::flatten) {
        if let (ObjectId::Privilege(name), Verb::Alter(Alter::Privilege(PrivilegeAlter::Given(given)))) =
            (&action.id, &action.verb)
        {
            let mut privilege = Privilege::new([]);
            privilege.privileges = given.at_most.clone();
            all.entry(name.target.id().clone()).or_default().push((name.clone(), privilege));
        }
    }
    all
}

/// Whether default privileges of this id are about what is made under that id.
pub(crate) fn concerns(context: Context<'_>, defaults: &ObjectId, made: &ObjectId) -> bool {
    let ObjectId::DefaultPrivilege(defaults) = defaults else { return false };
    let objects = match made {
        ObjectId::Column(name) => context
            .to
            .get::<Column>(name)
            .and_then(|column| column.identity.as_ref())
            .map(|_| DefaultPrivilegeObjects::Sequences),
        other => DefaultPrivilegeObjects::of(other.kind()),
    };
    objects == Some(defaults.objects)
        && defaults.schema.as_ref().is_none_or(|schema| made.schema_name() == Some(schema))
}
