//! A plan as statements, and as a script that runs by itself.

use std::fmt::Write;

use schema_diff::{Action, Cost, Plan, Transaction, Verb};
use schema_model::{ObjectId, Schema};

use crate::guard;
use crate::rename;
use crate::words::{self, Scope};

/// What a script looks like.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The major version of the server that will run it; by default the one that the first schema was read from.
    pub target_major: Option<u32>,
    /// Statements may be run twice: each is run only where the catalog says that its work is still to be done. See
    /// [`unguarded`](crate::unguarded) for those that can't be said so.
    pub guards: bool,
}

impl Options {
    /// The same for a server of this major version.
    pub fn with_target_major(mut self, major: u32) -> Self {
        self.target_major = Some(major);
        self
    }

    /// The same with guards.
    pub fn with_guards(mut self) -> Self {
        self.guards = true;
        self
    }
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The text, without a semicolon.
    pub sql: String,
    /// The place of its action in the plan.
    pub action: usize,
    /// The object that the action is about.
    pub id: ObjectId,
    /// The group that it belongs to: statements of one transaction, which succeed or fail together, or a single one that
    /// runs outside of any.
    pub group: usize,
    /// What it costs.
    pub cost: Cost,
}

impl Statement {
    /// Whether PostgreSQL refuses it inside a transaction block.
    pub fn outside(&self) -> bool {
        self.cost.transaction == Transaction::Outside
    }
}

/// The statements of one transaction, or a single one outside of any.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group<'a> {
    /// The statements: at least one.
    pub statements: &'a [Statement],
}

impl Group<'_> {
    /// Whether it is a transaction.
    pub fn in_transaction(&self) -> bool {
        !self.statements.iter().any(Statement::outside)
    }
}

/// The statements of a plan, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// The statements.
    pub statements: Vec<Statement>,
}

/// Settings that every session needs before it runs a script's statements: names in them are qualified, bodies may
/// name what comes later.
pub const SESSION: &[&str] =
    &["SET search_path = ''", "SET check_function_bodies = off", "SET client_min_messages = warning"];

/// Says a plan in SQL. `from` and `to` are the schemas that it was made for.
///
/// ```
/// use schema_diff::plan;
/// use schema_model::{Column, QualifiedName, Schema, Server, Table};
///
/// let from = Schema::new(Server::new(170_000));
/// let mut to = from.clone();
/// let users = QualifiedName::new("public", "user");
/// to.insert_table(users.clone(), Table::new());
/// to.insert_column(users.member("id"), Column::new("bigint", 1).not_null());
/// let plan = plan(&from, &to, &Default::default())?;
/// let script = sql_emit::emit(&plan, &from, &to, &Default::default());
/// assert_eq!(script.statements[0].sql, "CREATE TABLE public.\"user\" (\n    id bigint NOT NULL\n)");
/// # Ok::<(), schema_diff::PlanError>(())
/// ```
pub fn emit(plan: &Plan, from: &Schema, to: &Schema, options: &Options) -> Script {
    let major = options.target_major.unwrap_or(from.server.major());
    let before = from;
    let from = &*plan.after_renames(from, to);
    let mut statements: Vec<Statement> = Vec::new();
    let mut group = 0;
    // What came last leaves its transaction open to this action, or not.
    let mut open = true;
    let mut pending_commit = false;
    for (at, action) in plan.actions.iter().enumerate() {
        let said = match &action.verb {
            Verb::Rename { from: id } => vec![rename::statement(before, id, &action.id)],
            Verb::Create | Verb::Alter(_) | Verb::Drop => {
                words::statements(Scope { from, to, major, action })
            }
        };
        if said.is_empty() {
            continue;
        }
        let said = if options.guards { guard::wrap(action, said) } else { said };
        let shared = action.cost.transaction == Transaction::Any;
        let used = pending_commit && !action.cost.commit_before_use;
        if !statements.is_empty() && (used || !open || !shared) {
            group += 1;
            pending_commit = false;
        }
        open = shared;
        pending_commit |= action.cost.commit_before_use;
        for (n, sql) in said.into_iter().enumerate() {
            if n > 0 && action.cost.transaction == Transaction::Outside {
                group += 1;
            }
            let (id, cost) = (action.id.clone(), action.cost.clone());
            statements.push(Statement { sql, action: at, id, group, cost });
        }
    }
    Script { statements }
}

/// What is lost by an action, in words.
fn warning(action: &Action) -> Option<String> {
    let loss = action.cost.loses?;
    let object = &action.id;
    Some(match action.verb {
        Verb::Drop => format!("DESTROYS {loss}: {object}"),
        Verb::Create | Verb::Alter(_) | Verb::Rename { .. } => format!("MAY LOSE {loss}: {object}"),
    })
}

/// A line of a script that says nothing to the server. A name can hold a line break; a comment can't.
pub fn comment(text: &str) -> String {
    format!("-- {}\n", one_line(text))
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// What whoever reads the SQL of an action, by its place in the plan, should be warned of: what it destroys. One line each.
pub fn warnings(plan: &Plan, action: usize) -> Vec<String> {
    let actions = plan.actions.get(action).into_iter().flat_map(Action::flatten);
    actions.filter_map(warning).map(|warning| one_line(&warning)).collect()
}

impl Script {
    /// Whether there is nothing to run.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// The groups: each runs in a transaction of its own, or is a single statement that runs outside of any.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.statements.chunk_by(|a, b| a.group == b.group).map(|statements| Group { statements })
    }

    /// The script for `psql -v ON_ERROR_STOP=1 -f`: session settings, transactions, and a comment before whatever
    /// destroys. Empty if there is nothing to run.
    pub fn to_sql(&self, plan: &Plan) -> String {
        self.to_annotated_sql(plan, |_| Vec::new())
    }

    /// The same with notes: what is to be said before the statements of an action, line by line.
    pub fn to_annotated_sql(&self, plan: &Plan, notes: impl Fn(&Action) -> Vec<String>) -> String {
        let mut sql = String::new();
        if self.is_empty() {
            return sql;
        }
        for setting in SESSION {
            let _ = writeln!(sql, "{setting};");
        }
        for group in self.groups() {
            if group.in_transaction() {
                sql.push_str("\nBEGIN;\n");
            }
            let mut last = None;
            for statement in group.statements {
                if last != Some(statement.action) {
                    sql.push('\n');
                    let action = plan.actions.get(statement.action);
                    let warnings = warnings(plan, statement.action);
                    for line in action.map(&notes).into_iter().flatten().chain(warnings) {
                        sql.push_str(&comment(&line));
                    }
                }
                last = Some(statement.action);
                let _ = writeln!(sql, "{};", statement.sql);
            }
            if group.in_transaction() {
                sql.push_str("\nCOMMIT;\n");
            }
        }
        sql
    }
}
