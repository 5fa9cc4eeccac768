//! Subscriptions.

use schema_diff::SubscriptionAlter;
use schema_model::{Name, Subscription, SubscriptionStreaming};

use crate::guard::{self, Guard};
use crate::quote::{identifier, identifiers, literal};
use crate::words::{Scope, Words};

/// What a new one connects to, until somebody says better: the domain is kept free of hosts for good (RFC 2606).
const NOWHERE: &str = "host=connection-is-not-in-the-model.invalid";

/// `key = value` of what is not as in `usual`, as far as this server has it.
fn parameters(major: u32, new: &Subscription, usual: &Subscription) -> Vec<String> {
    let mut all = Vec::new();
    if new.slot_name != usual.slot_name {
        let slot = new.slot_name.as_ref().map_or("NONE".into(), |name| literal(name));
        all.push(format!("slot_name = {slot}"));
    }
    if new.binary != usual.binary {
        all.push(format!("binary = {}", new.binary));
    }
    if new.streaming != usual.streaming {
        let word = match new.streaming {
            SubscriptionStreaming::Off => "off",
            SubscriptionStreaming::Parallel if major >= 16 => "parallel",
            SubscriptionStreaming::On | SubscriptionStreaming::Parallel => "on",
        };
        all.push(format!("streaming = {word}"));
    }
    if new.synchronous_commit != usual.synchronous_commit {
        all.push(format!("synchronous_commit = {}", literal(&new.synchronous_commit)));
    }
    if new.disable_on_error != usual.disable_on_error && major >= 15 {
        all.push(format!("disable_on_error = {}", new.disable_on_error));
    }
    if new.without_password != usual.without_password && major >= 16 {
        all.push(format!("password_required = {}", !new.without_password));
    }
    if new.run_as_owner != usual.run_as_owner && major >= 16 {
        all.push(format!("run_as_owner = {}", new.run_as_owner));
    }
    if new.local_origin != usual.local_origin && major >= 16 {
        all.push(format!("origin = {}", if new.local_origin { "none" } else { "any" }));
    }
    all
}

impl Words for Subscription {
    type Alter = SubscriptionAlter;

    fn address(id: &Name) -> String {
        format!("SUBSCRIPTION {}", identifier(id))
    }

    fn exists(id: &Name) -> Option<String> {
        Some(guard::subscription(id))
    }

    fn guard(_: &Name, alter: &SubscriptionAlter) -> Guard {
        match alter {
            SubscriptionAlter::Set | SubscriptionAlter::Publications => Guard::Repeatable,
        }
    }

    /// Nothing is asked of the publisher, and nothing made there.
    fn create(scope: Scope<'_>, id: &Name, new: &Self) -> Vec<String> {
        let mut usual = Self::new([""; 0]);
        if scope.major >= 18 {
            usual.streaming = SubscriptionStreaming::Parallel;
        }
        let mut with = vec!["connect = false".to_owned()];
        if new.slot_name.is_none() {
            with.push("slot_name = NONE".into());
        }
        with.extend(parameters(scope.major, new, &usual));
        if new.two_phase && scope.major >= 15 {
            with.push("two_phase = true".into());
        }
        if new.failover && scope.major >= 17 {
            with.push("failover = true".into());
        }
        vec![format!(
            "CREATE {} CONNECTION {} PUBLICATION {} WITH ({})",
            Self::address(id),
            literal(NOWHERE),
            identifiers(&new.publications),
            with.join(", ")
        )]
    }

    fn alter(scope: Scope<'_>, id: &Name, old: &Self, new: &Self, alter: &SubscriptionAlter) -> Vec<String> {
        let said = Self::address(id);
        match alter {
            SubscriptionAlter::Publications => {
                vec![format!(
                    "ALTER {said} SET PUBLICATION {} WITH (refresh = false)",
                    identifiers(&new.publications)
                )]
            }
            SubscriptionAlter::Set => {
                let mut all = Vec::new();
                // Without a slot it can't be enabled, and while it is, it keeps its slot.
                if old.enabled && !new.enabled {
                    all.push(format!("ALTER {said} DISABLE"));
                }
                let parameters = parameters(scope.major, new, old);
                if !parameters.is_empty() {
                    all.push(format!("ALTER {said} SET ({})", parameters.join(", ")));
                }
                if new.enabled && (!old.enabled || old == new) {
                    all.push(format!("ALTER {said} ENABLE"));
                }
                all
            }
        }
    }

    /// With a slot, DROP SUBSCRIPTION would run outside of transactions, and fail where the publisher can't be reached.
    fn drop(_: Scope<'_>, id: &Name, old: &Self) -> Vec<String> {
        let said = Self::address(id);
        let mut all = Vec::new();
        if old.slot_name.is_some() {
            if old.enabled {
                all.push(format!("ALTER {said} DISABLE"));
            }
            all.push(format!("ALTER {said} SET (slot_name = NONE)"));
        }
        all.push(format!("DROP {said}"));
        all
    }
}
