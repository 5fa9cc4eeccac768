//! The sort itself: deterministic, with as few transactions as the edges allow, and with the whole circle where there is
//! one.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::action::{Action, Transaction, Verb, Way};
use crate::error::CycleStep;
use crate::rules::{self, Around, Context};
use crate::{PlanError, online};

fn weight(context: Context<'_>, action: &Action) -> u16 {
    let rule = rules::rule(action.kind());
    match &action.verb {
        Verb::Create => rule.create,
        // Outside of a transaction everything shows at once: what is built comes before what goes.
        Verb::Drop if action.way == Way::Concurrently => rule.create + 5,
        Verb::Drop => rule.drop,
        Verb::Alter(alter) => match rules::traits(context, &action.id, alter).map(|t| t.around) {
            Some(Around::First) => 60,
            _ => rule.create,
        },
    }
}

/// Actions that may come next, by weight and place.
type Ready = BinaryHeap<Reverse<(u16, usize)>>;

/// What may come next: what can share a transaction, and what can't.
#[derive(Default)]
struct Next {
    shared: Ready,
    apart: Ready,
    /// What comes before anything else.
    early: Ready,
    /// Whether what comes next would stand in the transaction of what came last.
    open: bool,
}

impl Next {
    fn push(&mut self, context: Context<'_>, action: &Action, at: usize) {
        let ready = match action.cost.transaction {
            Transaction::Any => &mut self.shared,
            Transaction::Own | Transaction::Outside => &mut self.apart,
        };
        ready.push(Reverse((weight(context, action), at)));
    }

    /// A transaction takes all that it can; then comes all that stands apart; then the next transaction.
    fn pop(&mut self) -> Option<usize> {
        if let Some(Reverse((_, at))) = self.early.pop() {
            return Some(at);
        }
        let (first, second) =
            if self.open { (&mut self.shared, &mut self.apart) } else { (&mut self.apart, &mut self.shared) };
        if let Some(Reverse((_, at))) = first.pop() {
            return Some(at);
        }
        let at = second.pop().map(|Reverse((_, at))| at);
        self.open = !self.open;
        at
    }
}

/// Whether it builds an index while others work: nothing is different for them if no more than that is done.
fn adds_index(action: &Action) -> bool {
    match &action.verb {
        Verb::Create => action.way == Way::Concurrently,
        Verb::Alter(alter) => online::is_build(alter) && action.cost.transaction == Transaction::Outside,
        Verb::Drop => false,
    }
}

/// Kahn's algorithm with heaps: among what may come next, the lightest, then the first in canonical order.
pub(crate) fn sort(
    context: Context<'_>,
    actions: &[Action],
    edges: &BTreeSet<(usize, usize)>,
) -> Result<Vec<usize>, PlanError> {
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); actions.len()];
    let mut waiting = vec![0_usize; actions.len()];
    for (first, second) in edges {
        followers[*first].push(*second);
        waiting[*second] += 1;
    }
    // The place in `actions` is canonical: fates are in the order of ids, alterations in the order of fields.
    let mut ready = Next { open: true, ..Next::default() };
    let mut sorted = Vec::with_capacity(actions.len());
    for (at, action) in actions.iter().enumerate().filter(|(at, _)| waiting[*at] == 0) {
        // What is built for the first transaction is built before it.
        let awaited = followers[at].iter().any(|next| actions[*next].cost.transaction == Transaction::Any);
        if adds_index(action) && awaited {
            ready.early.push(Reverse((weight(context, action), at)));
        } else {
            ready.push(context, action, at);
        }
    }
    while let Some(at) = ready.pop() {
        sorted.push(at);
        for next in &followers[at] {
            waiting[*next] -= 1;
            if waiting[*next] == 0 {
                ready.push(context, &actions[*next], *next);
            }
        }
    }
    if sorted.len() < actions.len() {
        return Err(cycle(actions, edges));
    }
    Ok(sorted)
}

/// One whole circle.
fn cycle(actions: &[Action], edges: &BTreeSet<(usize, usize)>) -> PlanError {
    let mut graph: DiGraph<usize, ()> = DiGraph::new();
    let nodes: Vec<NodeIndex> = (0..actions.len()).map(|at| graph.add_node(at)).collect();
    for (first, second) in edges {
        graph.add_edge(nodes[*first], nodes[*second], ());
    }
    let knot: BTreeSet<usize> = tarjan_scc(&graph)
        .into_iter()
        .filter(|component| component.len() > 1)
        .min_by_key(Vec::len)
        .unwrap_or_default()
        .into_iter()
        .map(|node| graph[node])
        .collect();
    // Inside a strongly connected component every walk comes back to where it has been.
    let mut walk: Vec<usize> = knot.iter().next().copied().into_iter().collect();
    while let Some(at) = walk.last().copied() {
        let next =
            edges.range((at, 0)..=(at, usize::MAX)).map(|(_, next)| *next).find(|next| knot.contains(next));
        match next {
            Some(next) => match walk.iter().position(|seen| *seen == next) {
                Some(start) => {
                    walk.drain(..start);
                    break;
                }
                None => walk.push(next),
            },
            None => break,
        }
    }
    let path = walk
        .into_iter()
        .map(|at| CycleStep {
            verb: match actions[at].verb {
                Verb::Create => "create",
                Verb::Alter(_) => "alter",
                Verb::Drop => "drop",
            },
            id: actions[at].id.clone(),
        })
        .collect();
    PlanError::Cycle { path }
}
