//! Why an action is there, and why it is where it is, in words.

use std::fmt::Write;

use schema_model::{ObjectId, Schema};

use crate::Plan;
use crate::action::{Action, Reason, Verb};

impl Action {
    /// Why the action is there, in one sentence.
    pub fn why(&self) -> String {
        let id = &self.id;
        let fields =
            |fields: &[&str]| fields.iter().map(|f| f.replace('_', " ")).collect::<Vec<_>>().join(", ");
        match (&self.reason, &self.verb) {
            (Reason::Added, _) => format!("{id} is wanted and not there"),
            (Reason::Removed, _) => format!("{id} is there and not wanted"),
            (Reason::Changed(changed), _) => format!("{id} differs in: {}", fields(changed)),
            (Reason::Replaced(changed), verb) => {
                let half = if *verb == Verb::Drop { "dropped here" } else { "made again here" };
                format!(
                    "{id} differs in: {}; PostgreSQL has no statement that changes this in place, so it is {half}",
                    fields(changed)
                )
            }
            (Reason::Rebuilt { because }, verb) => {
                let half = if *verb == Verb::Drop { "taken down before" } else { "put back after" };
                format!(
                    "{id} stands on {because}, which PostgreSQL does not let go or change while it does: {half}"
                )
            }
            (Reason::Requested, Verb::Rename { from }) => {
                format!(
                    "{from} is {id} under another name, as was asked for, or called after what is renamed"
                )
            }
            (Reason::Requested, _) => format!("{id} was asked for"),
            (Reason::Completes, _) => format!("it completes, or prepares, what another action does to {id}"),
        }
    }
}

impl Plan {
    /// Why the action at the place `first` must come before the one at `second`, where an edge says so. `from` is what
    /// [`after_renames`](Self::after_renames) gives, `to` the schema that the plan was made for.
    pub fn why_before(&self, from: &Schema, to: &Schema, first: usize, second: usize) -> Option<String> {
        if !self.edges.contains(&(first, second)) {
            return None;
        }
        let (one, other) = (self.actions.get(first)?, self.actions.get(second)?);
        let ids =
            |action: &Action| -> Vec<ObjectId> { action.flatten().map(|part| part.id.clone()).collect() };
        let (ones, others) = (ids(one), ids(other));
        // What is made comes after what it stands on; what goes, before.
        if let Some((above, below)) = standing(to, &others, &ones) {
            return Some(format!("{above} will stand on {below}"));
        }
        if let Some((above, below)) = standing(from, &ones, &others) {
            return Some(format!("{above} stands on {below}"));
        }
        if ones.iter().any(|id| others.contains(id)) {
            return Some(format!("both are about {}", one.id));
        }
        Some(format!(
            "{} gives way to {}: a name, a key or an order that the server asks for",
            one.id, other.id
        ))
    }

    /// The plan as a graph in DOT, the language of Graphviz: a box for each action, an arrow where one must come first.
    /// Arrows that follow from others are left out.
    pub fn to_dot(&self) -> String {
        let mut text =
            String::from("digraph plan {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        for (at, action) in self.actions.iter().enumerate() {
            let colour = match action.verb {
                Verb::Create => "palegreen",
                Verb::Drop => "lightpink",
                Verb::Alter(_) | Verb::Rename { .. } => "lightgoldenrod",
            };
            let label = escape(&label(at, action));
            let _ = writeln!(text, "  a{at} [label=\"{label}\", style=filled, fillcolor={colour}];");
        }
        for (first, second) in self.reduced() {
            let _ = writeln!(text, "  a{first} -> a{second};");
        }
        text.push_str("}\n");
        text
    }

    /// The same graph for Mermaid, as many Markdown readers draw it.
    pub fn to_mermaid(&self) -> String {
        let mut text = String::from("flowchart LR\n");
        for (at, action) in self.actions.iter().enumerate() {
            let label =
                label(at, action).replace('&', "#amp;").replace('"', "#quot;").replace(['\n', '\r'], " ");
            let _ = writeln!(text, "  a{at}[\"{label}\"]");
        }
        for (first, second) in self.reduced() {
            let _ = writeln!(text, "  a{first} --> a{second}");
        }
        text
    }

    /// The edges without those that follow from others.
    fn reduced(&self) -> Vec<(usize, usize)> {
        // Every edge leads on in the plan, so the places are a topological order already.
        let mut after: Vec<Vec<usize>> = vec![Vec::new(); self.actions.len()];
        for (first, second) in &self.edges {
            after[*first].push(*second);
        }
        let mut kept = Vec::new();
        for (first, nexts) in after.iter().enumerate() {
            let mut reached = std::collections::BTreeSet::new();
            // The nearest come first: what they lead to needs no arrow of its own.
            for next in nexts {
                if reached.contains(next) {
                    continue;
                }
                kept.push((first, *next));
                let mut waiting = vec![*next];
                while let Some(at) = waiting.pop() {
                    if reached.insert(at) {
                        waiting.extend(&after[at]);
                    }
                }
            }
        }
        kept
    }
}

fn label(at: usize, action: &Action) -> String {
    let more = match action.folded.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{} {} {}{more}", at + 1, action.token().split(':').next().unwrap_or_default(), action.id)
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ")
}

/// The first pair of which the one stands on the other.
fn standing(schema: &Schema, above: &[ObjectId], below: &[ObjectId]) -> Option<(ObjectId, ObjectId)> {
    above.iter().find_map(|id| {
        let mut found = None;
        schema.edges_of(id, |to, _| {
            if found.is_none() && to != id && below.contains(to) {
                found = Some(to.clone());
            }
        });
        found.map(|to| (id.clone(), to))
    })
}

#[cfg(test)]
mod tests {
    use schema_model::{
        Column, Name, Namespace, QualifiedName, Schema, Server, Table, View, ViewColumn, Why,
    };

    use super::*;
    use crate::{Options, plan};

    #[test]
    fn reasons_edges_and_drawings() {
        let table = QualifiedName::new("public", "odd \"name\"");
        let view = QualifiedName::new("public", "v");
        let schema = |type_name: &str| {
            let mut schema = Schema::new(Server::new(170_000));
            schema.insert(Name::from("public"), Namespace::new());
            schema.insert_table(table.clone(), Table::new());
            schema.insert_column(table.member("a"), Column::new(type_name, 1));
            schema.insert(view.clone(), View::new("SELECT a", [ViewColumn::new("a", type_name)]));
            let column = ObjectId::Column(table.member("a"));
            schema.depend(ObjectId::View(view.clone()), column, Why::Normal);
            schema
        };
        let (from, to) = (schema("integer"), schema("bigint"));
        let planned = plan(&from, &to, &Options::default()).expect("no circle");
        let verbs: Vec<String> = planned.actions.iter().map(Action::token).collect();
        assert_eq!(verbs, ["replace:view", "alter:column", "replace:view"]);
        assert!(planned.actions[1].why().contains("type name"), "{}", planned.actions[1].why());
        assert_eq!(planned.edges.iter().copied().collect::<Vec<_>>(), [(0, 1), (0, 2), (1, 2)]);
        let why = planned.why_before(&from, &to, 0, 1).expect("an edge");
        assert!(why.contains("view:public.v stands on"), "{why}");
        assert_eq!(planned.why_before(&from, &to, 2, 0), None);
        let dot = planned.to_dot();
        assert!(dot.contains("a0 -> a1") && dot.contains("a1 -> a2") && !dot.contains("a0 -> a2"), "{dot}");
        assert!(dot.contains("odd \\\\\\\"name") || dot.contains("odd \\\"\\\"name"), "{dot}");
        assert!(planned.to_mermaid().starts_with("flowchart LR\n"));
    }
}
