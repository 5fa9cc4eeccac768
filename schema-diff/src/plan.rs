//! A plan: what to do, in which order, and what is not done.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schema_model::{Name, ObjectId, Schema};

use crate::action::{Action, Loss, Verb};
use crate::facts::Facts;
use crate::rename::{self, Rename, Renames};
use crate::walk::Walk;
use crate::{
    Alter, EnumAlter, Fill, LabelMapping, PlanError, Strategy, expand, fill, fold, foreign, kinds, labels,
    online, order, rules,
};

/// How far a plan goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Everything: the first schema becomes the second.
    #[default]
    Sync,
    /// Only what is missing, or can be widened without loss, is added; the rest is left alone and listed.
    Repair,
}

/// What a plan depends on beside the two schemas.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// How far it goes.
    pub mode: Mode,
    /// The major version of the server it will run on; by default the one that the first schema was read from.
    pub target_major: Option<u32>,
    /// Whether actions that one statement can carry out are folded into one. Where PostgreSQL needs it (the columns of a
    /// partition key) they are in any case.
    pub fold: bool,
    /// For which classes of statements it takes the way that lets others work on.
    pub strategy: Strategy,
    /// What is called otherwise in the second schema, and is the same thing. Nothing is renamed on a guess.
    pub renames: Vec<Rename>,
    /// What becomes of labels of enums that are no longer there.
    pub labels: Vec<LabelMapping>,
    /// Values for rows that have none where a column becomes NOT NULL, or is new.
    pub fills: Vec<Fill>,
    /// The role that will run the plan, if it is known: what its default privileges give to new objects need not be said
    /// again, and what other roles' default privileges would give need not be taken away.
    pub role: Option<Name>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mode: Mode::Sync,
            target_major: None,
            fold: true,
            strategy: Strategy::PLAIN,
            renames: Vec::new(),
            labels: Vec::new(),
            fills: Vec::new(),
            role: None,
        }
    }
}

impl Options {
    /// The same to be run by this role.
    pub fn with_role(mut self, role: impl Into<Name>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// The same in another mode.
    pub fn with_mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// The same for a server of this major version.
    pub fn with_target_major(mut self, major: u32) -> Self {
        self.target_major = Some(major);
        self
    }

    /// The same by another strategy.
    pub fn with_strategy(mut self, strategy: Strategy) -> Self {
        self.strategy = strategy;
        self
    }

    /// The same with these renames.
    pub fn with_renames(mut self, renames: impl IntoIterator<Item = Rename>) -> Self {
        self.renames = renames.into_iter().collect();
        self
    }

    /// The same with these labels of enums exchanged.
    pub fn with_labels(mut self, labels: impl IntoIterator<Item = LabelMapping>) -> Self {
        self.labels = labels.into_iter().collect();
        self
    }

    /// The same with these values for rows that have none.
    pub fn with_fills(mut self, fills: impl IntoIterator<Item = Fill>) -> Self {
        self.fills = fills.into_iter().collect();
        self
    }

    /// The same with or without folding.
    pub fn with_fold(mut self, fold: bool) -> Self {
        self.fold = fold;
        self
    }
}

/// A difference that no action removes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The object.
    pub id: ObjectId,
    /// What it is about.
    pub what: Difference,
    /// Why nothing is done, and what can be done by hand.
    pub reason: String,
}

/// The nature of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The object is missing in the first schema.
    Missing,
    /// The object is in the first schema only.
    Extra,
    /// These fields differ.
    Changed(Vec<&'static str>),
}

/// What to do, in an order that runs, and what is not done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The actions, in order.
    pub actions: Vec<Action>,
    /// What the repair mode leaves alone.
    pub left_alone: Vec<Remark>,
    /// What is different but no drift: said, not done.
    pub reported: Vec<Remark>,
    /// Pairs of places in `actions` of which the first must come before the second: see
    /// [`why_before`](Self::why_before).
    pub edges: BTreeSet<(usize, usize)>,
    /// What PostgreSQL can't change: the plan does not reach the second schema while this is not empty.
    pub refused: Vec<Remark>,
}

impl Plan {
    /// Whether there is nothing to do and nothing in the way.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty() && self.refused.is_empty() && self.left_alone.is_empty()
    }

    /// The actions that destroy something for good, with what each destroys.
    pub fn losses(&self) -> impl Iterator<Item = (&Action, Loss)> {
        self.actions.iter().flat_map(Action::flatten).filter_map(|action| Some((action, action.cost.loses?)))
    }

    /// What `from` is once the plan's renames are done, and nothing else: the schema that its other actions start from.
    pub fn after_renames<'a>(&self, from: &'a Schema, to: &Schema) -> Cow<'a, Schema> {
        self.renames(from, to).image(from, to)
    }

    /// The plan without one of its actions, counted with those that are folded into others, from 0: for those who want to
    /// see that none is there for nothing.
    pub fn without(&self, number: usize) -> Self {
        let mut rest = self.clone();
        rest.edges.clear();
        let mut at = 0;
        for n in 0..rest.actions.len() {
            if at == number {
                rest.actions.remove(n);
                break;
            }
            at += 1;
            let folded = rest.actions[n].folded.len();
            if number < at + folded {
                rest.actions[n].folded.remove(number - at);
                break;
            }
            at += folded;
        }
        rest
    }

    /// The renames that it carries out, with what follows from them.
    pub(crate) fn renames(&self, from: &Schema, to: &Schema) -> Renames {
        let mut renames = Renames::default();
        for action in &self.actions {
            match (&action.verb, &action.id) {
                (Verb::Rename { from: id }, _) => renames.add(id.clone(), action.id.own_name().clone()),
                (Verb::Alter(Alter::Enum(EnumAlter::RenameValue(label))), ObjectId::Enum(name)) => {
                    renames.add_label(name.clone(), label.clone());
                }
                _ => {}
            }
        }
        if !renames.is_empty() {
            renames.follow(from, to);
        }
        renames
    }

    /// Carries the plan out on a model: what `from` is after it. `to` is the schema that the plan was made for.
    ///
    /// ```
    /// use schema_diff::{compare, plan, Options};
    /// use schema_model::{Column, QualifiedName, Schema, Server, Table};
    ///
    /// let from = Schema::new(Server::new(170_000));
    /// let mut to = from.clone();
    /// let users = QualifiedName::new("public", "users");
    /// to.insert_table(users.clone(), Table::new());
    /// to.insert_column(users.member("id"), Column::new("bigint", 1));
    /// let plan = plan(&from, &to, &Options::default())?;
    /// assert!(compare(&plan.apply(&from, &to), &to).is_empty());
    /// # Ok::<(), schema_diff::PlanError>(())
    /// ```
    pub fn apply(&self, from: &Schema, to: &Schema) -> Schema {
        let mut walk = self.walk(from, to);
        for at in 0..self.actions.len() {
            let _ = walk.carry_out(at);
        }
        let mut result = walk.into_schema();
        let depends: Vec<_> = to.dependencies().cloned().collect();
        for d in depends {
            result.depend(d.from, d.to, d.why);
        }
        result.prune_dependencies();
        result
    }

    /// Carries the plan out on a model action by action, in their order: for those who want to know what is there in
    /// between. Renames are done from the beginning.
    pub fn walk<'a>(&'a self, from: &'a Schema, to: &'a Schema) -> Walk<'a> {
        Walk::new(self, from, to)
    }
}

/// Which renames, and which labels instead of others, were asked for and can be.
pub(crate) fn requests(
    from: &Schema,
    to: &Schema,
    options: &Options,
) -> (rename::Requested, labels::Requested) {
    let mut requested = rename::requested(from, to, &options.renames);
    let labels = labels::requested(from, to, &options.labels, &requested.renames);
    for (name, renamed) in &labels.renamed {
        for label in renamed {
            requested.renames.add_label(name.clone(), label.clone());
        }
    }
    (requested, labels)
}

/// Plans what turns `from` into `to`.
///
/// # Errors
///
/// [`PlanError`] if the actions can't be put in order: a bug of this crate, with the whole cycle.
pub fn plan(from: &Schema, to: &Schema, options: &Options) -> Result<Plan, PlanError> {
    let (mut requested, labels) = requests(from, to, options);
    requested.actions.extend(labels.actions());
    requested.reported.extend(labels.reported);
    requested.refused.extend(labels.refused);
    let image = requested.renames.image(from, to);
    let from = &*image;
    let facts = Facts::exchanging(labels.exchanged);
    let context = rules::Context { from, to, options, facts: &facts };
    let expand::Expanded { mut actions, destroyers, left_alone, mut reported, mut refused } =
        expand::expand(context);
    let (unneeded, impossible) = fill::requested(context, &mut actions, &destroyers);
    reported.extend(unneeded);
    refused.extend(impossible);
    let staged = online::stage(context, &mut actions, &destroyers);
    let actions = order::order(context, actions, &destroyers, &staged)?;
    let (mut actions, edges) = fold::fold(context, actions, options.fold);
    kinds::mind_default_partitions(context, &mut actions);
    reported.extend(foreign::made_without_secrets(to, &actions));
    reported.extend(kinds::subscription::by_hand(context, &actions));
    reported.extend(kinds::role::without_password(context, &actions));
    reported.extend(kinds::security_label::of_new_providers(from, &actions));
    // Renames come first: the edges move on by as many places.
    let first = requested.actions.len();
    let edges = edges.into_iter().map(|(before, after)| (before + first, after + first)).collect();
    actions.splice(..0, requested.actions);
    reported.splice(..0, requested.reported);
    refused.splice(..0, requested.refused);
    Ok(Plan { actions, left_alone, reported, edges, refused })
}
