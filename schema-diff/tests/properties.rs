//! What holds for every plan between generated schemas. `PROPTEST_CASES` makes them more.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::Strategy as _;
use schema_diff::{Action, Effect, Mode, Options, Plan, Strategy, Verb, compare, plan};
use schema_model::{Constraint, MemberName, ObjectId, QualifiedName, Schema, Table, strategies};

fn planned(from: &Schema, to: &Schema, strategy: Strategy) -> Plan {
    let options = Options::default().with_strategy(strategy);
    plan(from, to, &options).expect("generated schemas have no circles")
}

/// Plain, online, or online for some classes only.
fn strategy() -> impl proptest::strategy::Strategy<Value = Strategy> {
    let some = proptest::sample::subsequence(schema_diff::Class::ALL.to_vec(), 1..=4)
        .prop_map(|classes| classes.into_iter().fold(Strategy::PLAIN, Strategy::with));
    prop_oneof![2 => Just(Strategy::PLAIN), 3 => Just(Strategy::ONLINE), 1 => some]
}

/// The same schema with its objects and dependencies put in in the opposite order.
fn reversed(schema: &Schema) -> Schema {
    let mut other = Schema::new(schema.server.clone());
    let objects: Vec<_> = schema.objects().collect();
    for (id, object) in objects.into_iter().rev() {
        other.insert_object(id.clone(), object.clone()).expect("the id is of the object's kind");
    }
    let dependencies: Vec<_> = schema.dependencies().cloned().collect();
    for d in dependencies.into_iter().rev() {
        other.depend(d.from, d.to, d.why);
    }
    other
}

/// Objects, each with the place of the action that does something to it.
type Places = Vec<(ObjectId, usize)>;

/// Where each object is created, and where it is gone.
fn places(plan: &Plan) -> (Places, Places) {
    let (mut created, mut dropped) = (Vec::new(), Vec::new());
    for (at, action) in plan.actions.iter().enumerate() {
        for part in action.flatten() {
            match part.verb {
                Verb::Create => created.push((part.id.clone(), at)),
                Verb::Drop => dropped.push((part.id.clone(), at)),
                Verb::Alter(_) | Verb::Rename { .. } => {}
            }
            for effect in &part.effects {
                match effect {
                    Effect::Drops(id) => dropped.push((id.clone(), at)),
                    Effect::Creates(id) => created.push((id.clone(), at)),
                    Effect::Alters(..) | Effect::Copies { .. } => {}
                }
            }
        }
    }
    (created, dropped)
}

/// Whether what an object said is said by another: what was said of a shell type is said of the base type that it became, and a
/// partition's check is its parent's.
fn goes_on_as_another(id: &ObjectId, from: &Schema, after: &Schema) -> bool {
    if let Some(ObjectId::ShellType(name)) = id.target() {
        return after.contains(&ObjectId::BaseType(name.clone()));
    }
    let ObjectId::Constraint(own) = id else { return false };
    let of = after.get::<Table>(&own.parent()).and_then(|table| table.partition_of.as_ref());
    of.is_some_and(|of| {
        let said =
            |schema: &Schema, name: &MemberName| schema.get::<Constraint>(name).map(|c| c.definition.clone());
        said(after, &of.parent.member(&own.name)) == said(from, own)
    })
}

/// Whether a table above has a constraint of this name, too.
fn is_inherited_as_well(id: &ObjectId, schema: &Schema) -> bool {
    let ObjectId::Constraint(name) = id else { return false };
    let mut above: Vec<QualifiedName> = vec![name.parent()];
    while let Some(table) = above.pop() {
        let parents = schema.get::<Table>(&table).into_iter().flat_map(Table::parents);
        above.extend(parents.cloned());
        if table != name.parent() && schema.get::<Constraint>(&table.member(&name.name)).is_some() {
            return true;
        }
    }
    false
}

/// How many cases; `PROPTEST_CASES` says otherwise.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(400);
    ProptestConfig { max_shrink_iters: 2_000, ..ProptestConfig::with_cases(cases) }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_differs_from_itself(schema in strategies::schema(), strategy in strategy()) {
        prop_assert!(compare(&schema, &schema).is_empty());
        prop_assert!(planned(&schema, &schema, strategy).is_empty());
    }

    #[test]
    fn applying_the_plan_gives_the_other((from, to) in strategies::pair(), strategy in strategy()) {
        let plan = planned(&from, &to, strategy);
        prop_assert!(plan.refused.is_empty(), "{:?}", plan.refused);
        let after = plan.apply(&from, &to);
        prop_assert_eq!(compare(&after, &to), Default::default());
        prop_assert!(planned(&after, &to, strategy).is_empty());
    }

    #[test]
    fn unfolded_plans_do_the_same((from, to) in strategies::pair(), strategy in strategy()) {
        let plan = plan(&from, &to, &Options::default().with_strategy(strategy).with_fold(false)).unwrap();
        prop_assert_eq!(compare(&plan.apply(&from, &to), &to), Default::default());
    }

    #[test]
    fn no_action_can_be_left_out((from, to) in strategies::pair(), strategy in strategy()) {
        let plan = planned(&from, &to, strategy);
        let count: usize = plan.actions.iter().map(|action| action.flatten().count()).sum();
        for number in 0..count {
            let part: Vec<&Action> = plan.actions.iter().flat_map(Action::flatten).collect();
            // Taking down what is put back leaves no trace on a model, only on a server.
            if part[number].is_replacement() {
                continue;
            }
            // Several alterations may share a field: the labels of an enum are added one by one.
            if matches!(part[number].verb, Verb::Alter(_)) {
                continue;
            }
            // A server would not have two of a name; on a model one takes the other's place.
            let makes_room = part[number].verb == Verb::Drop
                && part.iter().flat_map(|action| &action.effects).any(|effect| {
                    matches!(effect, Effect::Copies { id, .. } if *id == part[number].id)
                });
            if makes_room {
                continue;
            }
            // Whether a check that a child inherits is its own as well counts for pg_dump only.
            if is_inherited_as_well(&part[number].id, &to) {
                continue;
            }
            let rest = plan.without(number);
            prop_assert!(
                !compare(&rest.apply(&from, &to), &to).is_empty(),
                "not needed: {} {}", part[number].token(), part[number].id
            );
        }
    }

    #[test]
    fn the_order_keeps_to_the_dependencies((from, to) in strategies::pair(), strategy in strategy()) {
        let plan = planned(&from, &to, strategy);
        let (created, dropped) = places(&plan);
        let place = |places: &[(ObjectId, usize)], id: &ObjectId| {
            places.iter().find(|(known, _)| known == id).map(|(_, at)| *at)
        };
        let mut wrong = Vec::new();
        to.edges(|dependent, on, _| {
            // An index is part of another one once it is attached: that is an action of its own.
            let attached = matches!((dependent, on), (ObjectId::Index(_), ObjectId::Index(_)));
            if let (Some(first), Some(second)) = (place(&created, on), place(&created, dependent))
                && first > second
                && !attached
            {
                wrong.push(format!("{dependent} is created before {on}"));
            }
        });
        from.edges(|dependent, on, _| {
            if let (Some(first), Some(second)) = (place(&dropped, dependent), place(&dropped, on))
                && first > second
            {
                wrong.push(format!("{on} is dropped before {dependent}"));
            }
        });
        for (id, at) in &dropped {
            if place(&created, id).is_some_and(|again| again < *at) {
                wrong.push(format!("{id} is created before it is dropped"));
            }
        }
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
    }

    #[test]
    fn the_result_does_not_depend_on_the_order_of_the_input((from, to) in strategies::pair(), strategy in strategy()) {
        prop_assert_eq!(planned(&from, &to, strategy), planned(&reversed(&from), &reversed(&to), strategy));
    }

    #[test]
    fn repair_destroys_nothing((from, to) in strategies::pair(), strategy in strategy()) {
        let plan = plan(&from, &to, &Options::default().with_strategy(strategy).with_mode(Mode::Repair)).unwrap();
        prop_assert!(plan.losses().next().is_none());
        let after = plan.apply(&from, &to);
        let gone: Vec<&ObjectId> = from
            .objects()
            .map(|(id, _)| id)
            .filter(|id| !after.contains(id) && !goes_on_as_another(id, &from, &after))
            .collect();
        prop_assert!(gone.is_empty(), "{:?}", gone);
        // Whatever still differs is accounted for.
        let named: BTreeSet<&ObjectId> = plan.left_alone.iter().map(|remark| &remark.id).collect();
        let accounted = |id: &ObjectId, schema: &Schema| {
            let mut at = Some(id.clone());
            while let Some(id) = at {
                if named.contains(&id) {
                    return true;
                }
                at = schema.parent(&id).cloned();
            }
            false
        };
        let left = compare(&after, &to);
        for change in &left.changed {
            prop_assert!(named.contains(&change.id), "{} differs and is not named", change.id);
        }
        for id in &left.removed {
            prop_assert!(accounted(id, &from), "{} is extra and not named", id);
        }
        for id in &left.added {
            prop_assert!(accounted(id, &to), "{} is missing and not named", id);
        }
    }
}
