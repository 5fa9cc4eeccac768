//! Subscriptions. A plan never talks to a publisher: it neither makes nor drops a slot there, and asks for no list of tables.

use schema_model::{Name, ObjectId, Subscription, SubscriptionField};

use super::{Rules, anywhere, plain};
use crate::action::{Action, Cost, Loss, Verb};
use crate::plan::{Difference, Remark};
use crate::rules::{Context, Decision, Pair, Sense, Traits};
use crate::{Alter, Lock, SubscriptionAlter};

/// What is left to be done by hand, at the publisher or with what only it can tell.
pub(crate) fn by_hand(context: Context<'_>, actions: &[Action]) -> Vec<Remark> {
    let remark = |id: &ObjectId, reason: String| Remark {
        id: id.clone(),
        what: Difference::Changed(Vec::new()),
        reason,
    };
    let said = |action: &Action| {
        let ObjectId::Subscription(name) = &action.id else { return None };
        match &action.verb {
            Verb::Create => Some(
                "made with a connection that leads nowhere, as the real one is not in the model: say ALTER SUBSCRIPTION … \
                 CONNECTION by hand, see that its slot is at the publisher, and say ALTER SUBSCRIPTION … REFRESH \
                 PUBLICATION once it is enabled"
                    .to_owned(),
            ),
            Verb::Alter(Alter::Subscription(SubscriptionAlter::Publications)) => Some(
                "its tables stay the ones they were until you say ALTER SUBSCRIPTION … REFRESH PUBLICATION, which asks the \
                 publisher"
                    .to_owned(),
            ),
            Verb::Drop => {
                let slot = context.from.get::<Subscription>(name)?.slot_name.as_ref()?;
                Some(format!(
                    "its slot {slot} stays at the publisher and keeps its log from being removed there: drop it by hand, with \
                     pg_drop_replication_slot"
                ))
            }
            Verb::Alter(_) | Verb::Rename { .. } => None,
        }
    };
    actions.iter().flat_map(Action::flatten).filter_map(|a| Some(remark(&a.id, said(a)?))).collect()
}

impl Rules for Subscription {
    type Alter = SubscriptionAlter;
    const CREATE: u16 = 285;
    const DROP: u16 = 8;
    const GROUND: &'static [&'static str] = &[];
    const RENAMED: Option<(&'static str, Lock)> = Some(("subscription", Lock::None));
    const NAMES_OTHERS: bool = false;
    const FOLLOWS_TYPE: bool = false;

    fn decide(context: Context<'_>, _: &Pair<'_, Self>, field: SubscriptionField) -> Vec<Decision> {
        let since = |major: u32| {
            if context.major() < major {
                Decision::Report(format!("PostgreSQL has this from {major} on"))
            } else {
                Decision::Alter(SubscriptionAlter::Set.into())
            }
        };
        let at_publisher = |option: &str| {
            Decision::Report(format!(
                "`{option}` is the slot's too: change it by hand where PostgreSQL can, with ALTER SUBSCRIPTION … SET while \
                 the publisher can be reached, or make the subscription anew"
            ))
        };
        vec![match field {
            SubscriptionField::Publications => Decision::Alter(SubscriptionAlter::Publications.into()),
            SubscriptionField::Enabled
            | SubscriptionField::SlotName
            | SubscriptionField::Binary
            | SubscriptionField::Streaming
            | SubscriptionField::SynchronousCommit => Decision::Alter(SubscriptionAlter::Set.into()),
            SubscriptionField::DisableOnError => since(15),
            SubscriptionField::WithoutPassword
            | SubscriptionField::RunAsOwner
            | SubscriptionField::LocalOrigin => since(16),
            SubscriptionField::TwoPhase => at_publisher("two_phase"),
            SubscriptionField::Failover => at_publisher("failover"),
        }]
    }

    /// Who is made without asking the publisher is disabled.
    fn completions(_: Context<'_>, _: &Name, new: &Self) -> Vec<SubscriptionAlter> {
        if new.enabled { vec![SubscriptionAlter::Set] } else { Vec::new() }
    }

    fn traits(_: Context<'_>, pair: &Pair<'_, Self>, alter: &SubscriptionAlter) -> Traits {
        match alter {
            SubscriptionAlter::Publications => {
                let kept = pair.new.publications.is_superset(&pair.old.publications);
                let sense = if kept { Sense::Adds } else { Sense::Changes };
                anywhere(&["publications"], sense, Cost::default())
            }
            SubscriptionAlter::Set => {
                let fields = &[
                    "enabled",
                    "slot_name",
                    "binary",
                    "streaming",
                    "synchronous_commit",
                    "disable_on_error",
                    "without_password",
                    "run_as_owner",
                    "local_origin",
                ];
                let sense = if pair.old == pair.new { Sense::Adds } else { Sense::Changes };
                anywhere(fields, sense, Cost::default())
            }
        }
    }

    plain!(consumes: none);
    plain!(releases: none);
    plain!(refused_by: none);
    plain!(create_cost: Cost::default());
    plain!(drop_cost: Cost::default().losing(Loss::Secret));
    plain!(holds_data: true);
    plain!(secrets: none);
}
