//! No action of a plan is there for nothing: without it the plan fails, or leaves a difference. Asked of a server, action by
//! action, in transactions that are rolled back.

use postgres::{Client, IsolationLevel};
use schema_diff::{Plan, Strategy, Verb, plan};
use schema_model::{Column, Object, Schema};

use crate::TestServer;
use crate::corpus::{Case, Direction};
use crate::proof::{self, Failure};

/// What came of the plan of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Minimal {
    /// So many actions were left out one by one, and these are not needed.
    Asked {
        /// How many were left out.
        actions: usize,
        /// Those that the plan could do without, in words.
        needless: Vec<String>,
        /// The script.
        script: String,
    },
    /// The plan needs more than one transaction, or is refused, or the server lacks an extension: nothing was asked.
    NotAsked,
}

/// Leaves out each action of the plain plan of a case once.
///
/// # Errors
///
/// Whatever keeps the question from being asked.
pub fn check(server: &TestServer, case: &Case, direction: Direction) -> Result<Minimal, Failure> {
    if proof::lacking(server, case) {
        return Ok(Minimal::NotAsked);
    }
    let (start, goal) = match direction {
        Direction::Forward => (&case.a, &case.b),
        Direction::Backward => (&case.b, &case.a),
    };
    let to = proof::read(&proof::load(server, "goal", goal)?)?;
    let database = proof::load(server, "start", start)?;
    let from = proof::read(&database)?;
    let mut client = database.connect();
    let role = client
        .query_one("SELECT current_user::text", &[])
        .map_err(|error| error.to_string())?
        .get::<_, String>(0);
    // What default privileges give is known then, and nothing is said to be on the safe side.
    let options = proof::options(case.way(direction), Strategy::PLAIN)?.with_role(role.as_str());
    let planned = plan(&from, &to, &options).map_err(|error| error.to_string())?;
    let script = sql_emit::emit(&planned, &from, &to, &sql_emit::Options::default());
    let groups = script.groups().count();
    if !planned.refused.is_empty() || groups > 1 || script.groups().any(|group| !group.in_transaction()) {
        return Ok(Minimal::NotAsked);
    }
    let names: Vec<Option<String>> = planned
        .actions
        .iter()
        .flat_map(|action| action.flatten())
        .map(|action| {
            let verb = match action.verb {
                Verb::Create => "CREATE",
                Verb::Drop => "DROP",
                Verb::Alter(_) => "ALTER",
                Verb::Rename { .. } => "RENAME",
            };
            // Who will run the plan is not known: it may be somebody else.
            let own =
                matches!(to.object(&action.id), Some(Object::Owner(owner)) if owner.role == role.as_str());
            (!own).then(|| format!("{verb} {} {} {:?}", action.token(), action.id, action.reason))
        })
        .collect();
    let mut needless = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let Some(name) = name else { continue };
        if does(&mut client, &planned.without(number), &planned, &from, &to)? {
            needless.push(format!("  {name}"));
        }
    }
    Ok(Minimal::Asked { actions: names.iter().flatten().count(), needless, script: script.to_sql(&planned) })
}

/// Whether columns are inherited, or a table's own, on both sides alike: that counts when something is taken away later.
fn same_inheritance(one: &Schema, other: &Schema) -> bool {
    one.all::<Column>().all(|(name, column)| {
        other.get::<Column>(name).is_none_or(|other| {
            (&column.inherited, &column.inherited_not_null) == (&other.inherited, &other.inherited_not_null)
        })
    })
}

/// Whether what is left of a plan does all of it.
fn does(client: &mut Client, rest: &Plan, whole: &Plan, from: &Schema, to: &Schema) -> Result<bool, Failure> {
    let script = sql_emit::emit(rest, from, to, &sql_emit::Options::default());
    let mut transaction = client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .start()
        .map_err(|error| error.to_string())?;
    for setting in sql_emit::SESSION {
        transaction.batch_execute(setting).map_err(|error| error.to_string())?;
    }
    for statement in &script.statements {
        if transaction.batch_execute(&statement.sql).is_err() {
            return Ok(false);
        }
    }
    let read = pg_introspect::introspect(&mut transaction, &pg_introspect::Options::default())
        .map_err(|error| format!("reading: {error}"))?;
    Ok(proof::differences_but(&read.schema, to, &whole.reported).is_empty()
        && same_inheritance(&read.schema, to))
}
