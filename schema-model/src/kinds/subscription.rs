//! Subscriptions of logical replication.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{Name, ObjectId, SqlText, Why};

/// A subscription, from `pg_subscription`. Where it connects to (`subconninfo`) is a secret and never read: a subscription that
/// is made from the model connects to nothing. How far it has come (`subskiplsn`, `pg_subscription_rel`) is data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Subscription {
    /// `subpublications`. `SET PUBLICATION … WITH (refresh = false)`.
    pub publications: BTreeSet<Name>,
    /// `subenabled`. `ENABLE` / `DISABLE`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub enabled: bool,
    /// `subslotname`: the slot at the publisher. `SET (slot_name = …)`, which neither makes one there nor drops it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot_name: Option<Name>,
    /// `subbinary`. `SET (binary = …)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub binary: bool,
    /// `substream`. `SET (streaming = …)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub streaming: SubscriptionStreaming,
    /// `subsynccommit`, e.g. `off`. `SET (synchronous_commit = …)`.
    pub synchronous_commit: SqlText,
    /// `subtwophasestate` (15+) is not `d`. Only the publisher can change it along: it is reported.
    #[serde(default, skip_serializing_if = "is_default")]
    pub two_phase: bool,
    /// `subdisableonerr` (15+). `SET (disable_on_error = …)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub disable_on_error: bool,
    /// Not `subpasswordrequired` (16+): the owner needs no password in the connection. `SET (password_required = …)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub without_password: bool,
    /// `subrunasowner` (16+). `SET (run_as_owner = …)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub run_as_owner: bool,
    /// `suborigin` (16+) is `none`: what was replicated to the publisher is not wanted. `SET (origin = …)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub local_origin: bool,
    /// `subfailover` (17+). Only the publisher can change it along: it is reported.
    #[serde(default, skip_serializing_if = "is_default")]
    pub failover: bool,
}

/// What becomes of transactions in progress: `pg_subscription.substream`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionStreaming {
    /// `f`: they are sent once they have committed.
    #[default]
    Off,
    /// `t`: they are kept in files until then.
    On,
    /// `p` (16+): workers apply them beside each other.
    Parallel,
}

impl Subscription {
    /// A subscription to these publications that does nothing yet, without a slot.
    pub fn new(publications: impl IntoIterator<Item = impl Into<Name>>) -> Self {
        Self {
            publications: publications.into_iter().map(Into::into).collect(),
            enabled: false,
            slot_name: None,
            binary: false,
            streaming: SubscriptionStreaming::Off,
            synchronous_commit: "off".into(),
            two_phase: false,
            disable_on_error: false,
            without_password: false,
            run_as_owner: false,
            local_origin: false,
            failover: false,
        }
    }
}

fields!(Subscription => SubscriptionField {
    publications => Publications, enabled => Enabled, slot_name => SlotName, binary => Binary, streaming => Streaming,
    synchronous_commit => SynchronousCommit, two_phase => TwoPhase, disable_on_error => DisableOnError,
    without_password => WithoutPassword, run_as_owner => RunAsOwner, local_origin => LocalOrigin,
    failover => Failover,
});

impl References for Subscription {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![]
    }

    no_privileges!();

    // The publications are another server's.
    fn visit(&self, _: &Name, _: &mut dyn FnMut(ObjectId, Why)) {}
}
