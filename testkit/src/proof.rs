//! The proof loop: a plan is right when applying it to the one state gives the other, rows survive, nothing is left to
//! plan, and a witness that shares no code with us agrees.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use postgres::Client;
use schema_diff::{
    Alter, ColumnAlter, Difference, EnumAlter, Fill, LabelChange, LabelMapping, Mode, Options, Plan, Remark,
    Rename, Strategy, Verb, Way as How, compare, plan,
};
use schema_model::{Name, ObjectId, QualifiedName, Schema, Table};

use crate::claims;
use crate::corpus::{Case, Direction, Expected, Way};
use crate::witness::{self, DumpOptions};
use crate::{TestDatabase, TestServer, majors, positions};

/// What went wrong, in words.
pub type Failure = String;

/// What a proof came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Proven; whether the witness was there to agree.
    Proven {
        /// Whether pg_dump was at hand.
        witnessed: bool,
    },
    /// The server lacks an extension that the case needs.
    Lacking,
}

/// Runs SQL, and says what failed.
pub fn run(client: &mut Client, what: &str, sql: &str) -> Result<(), Failure> {
    client.batch_execute(sql).map_err(|error| format!("{what}: {}\n{}", say(&error), excerpt(sql)))
}

fn say(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => {
            let mut text = format!("{}: {}", db.code().code(), db.message());
            for (word, more) in [("detail", db.detail()), ("hint", db.hint())] {
                if let Some(more) = more {
                    let _ = write!(text, " ({word}: {more})");
                }
            }
            text
        }
        None => error.to_string(),
    }
}

fn excerpt(sql: &str) -> String {
    sql.chars().take(600).collect()
}

/// Reads a database's schema.
pub fn read(database: &TestDatabase) -> Result<Schema, Failure> {
    read_with(&mut database.connect()).map_err(|failure| format!("reading {}: {failure}", database.name()))
}

/// Reads the schema of a connection's database.
pub fn read_with(client: &mut Client) -> Result<Schema, Failure> {
    pg_introspect::read(client, &pg_introspect::Options::default())
        .map(|introspected| introspected.schema)
        .map_err(|error| error.to_string())
}

/// A fresh database with this SQL loaded.
pub fn load(server: &TestServer, hint: &str, sql: &str) -> Result<TestDatabase, Failure> {
    let database = server.database(hint);
    run(&mut database.connect(), &format!("loading {hint}.sql"), sql)?;
    Ok(database)
}

/// Applies a plan the way that `pgmend apply` does: group by group.
pub fn apply(database: &TestDatabase, plan: &Plan, from: &Schema, to: &Schema) -> Result<(), Failure> {
    apply_with(database.connect(), plan, from, to)
}

/// The same over this connection.
pub(crate) fn apply_with(mut client: Client, plan: &Plan, from: &Schema, to: &Schema) -> Result<(), Failure> {
    let script = sql_emit::emit(plan, from, to, &sql_emit::Options::default());
    for setting in sql_emit::SESSION {
        run(&mut client, "session", setting)?;
    }
    let mut send = |what: &str, sql: &str| {
        run(&mut client, what, sql)
            .map_err(|failure| format!("{failure}\n--- the whole script:\n{}", script.to_sql(plan)))
    };
    for group in script.groups() {
        if group.in_transaction() {
            send("begin", "BEGIN")?;
        }
        for statement in group.statements {
            send("applying", &statement.sql)?;
        }
        if group.in_transaction() {
            send("commit", "COMMIT")?;
        }
    }
    Ok(())
}

/// The differences between two schemas, one a line; empty if there are none.
pub fn differences(from: &Schema, to: &Schema) -> String {
    differences_but(from, to, &[])
}

/// The same without what a plan says it leaves.
pub(crate) fn differences_but(from: &Schema, to: &Schema, reported: &[Remark]) -> String {
    let delta = compare(from, to);
    let mut text = String::new();
    for id in &delta.removed {
        // An owner that the other side does not say is no difference.
        if matches!(id, ObjectId::Owner(target) if to.contains(target.id())) {
            continue;
        }
        let _ = writeln!(text, "  extra: {id} {}", json(from, id));
    }
    for id in &delta.added {
        let _ = writeln!(text, "  missing: {id} {}", json(to, id));
    }
    for change in &delta.changed {
        for field in &change.fields {
            let known = reported.iter().any(|remark| {
                remark.id == change.id
                    && matches!(&remark.what, Difference::Changed(fields) if fields.contains(field))
            });
            if known {
                continue;
            }
            let value = |schema: &Schema| {
                schema.object(&change.id).and_then(|o| o.value(field)).unwrap_or_default().to_string()
            };
            let _ = writeln!(text, "  {}.{field}: {} instead of {}", change.id, value(from), value(to));
        }
    }
    text
}

fn json(schema: &Schema, id: &ObjectId) -> String {
    schema.object(id).map(|object| format!("{object:?}")).unwrap_or_default()
}

/// The tokens of a plan's actions, those folded into others included, and those of the ways in which they are carried out.
pub fn tokens(plan: &Plan) -> Vec<String> {
    let actions = plan.actions.iter().flat_map(|action| action.flatten());
    actions.flat_map(|action| std::iter::once(action.token()).chain(action.way_token())).collect()
}

pub(crate) fn check_way(way: &Way, plan: &Plan, strategy: Strategy) -> Result<(), Failure> {
    let online = strategy != Strategy::PLAIN;
    let tokens = tokens(plan);
    let listed = || {
        let ids: Vec<String> = plan
            .actions
            .iter()
            .flat_map(|a| a.flatten())
            .map(|a| format!("{} {} ({:?}, {:?})", a.token(), a.id, a.reason, a.way))
            .collect();
        ids.join("\n  ")
    };
    if way.empty && !tokens.is_empty() {
        return Err(format!("nothing was to be planned, but:\n  {}", listed()));
    }
    let mut required = way.require.clone();
    let mut forbidden = way.forbid.clone();
    if online {
        required.extend(way.online.require.iter().cloned());
        forbidden.extend(way.online.forbid.iter().cloned());
    }
    for required in &required {
        if !tokens.contains(required) {
            return Err(format!("`{required}` is not in the plan:\n  {}", listed()));
        }
    }
    for forbidden in &forbidden {
        if tokens.contains(forbidden) {
            return Err(format!("`{forbidden}` is in the plan:\n  {}", listed()));
        }
    }
    match way.max_actions {
        // Stages are more actions.
        Some(most) if !online && plan.actions.len() > most => {
            Err(format!("{} actions, at most {most} were allowed:\n  {}", plan.actions.len(), listed()))
        }
        _ => Ok(()),
    }
}

/// How a direction is planned.
///
/// # Errors
///
/// Requests in `case.toml` that can't be read.
pub fn options(way: &Way, strategy: Strategy) -> Result<Options, Failure> {
    let renames: Result<Vec<Rename>, _> = way.rename.iter().map(|text| text.parse()).collect();
    let renames = renames.map_err(|error| format!("`rename` of case.toml: {error}"))?;
    let labels: Result<Vec<LabelMapping>, _> = way.map_label.iter().map(|text| text.parse()).collect();
    let labels = labels.map_err(|error| format!("`map_label` of case.toml: {error}"))?;
    let fills: Result<Vec<Fill>, _> = way.fill.iter().map(|text| text.parse()).collect();
    let fills = fills.map_err(|error| format!("`fill` of case.toml: {error}"))?;
    let options = Options::default().with_strategy(strategy).with_renames(renames).with_labels(labels);
    Ok(options.with_fills(fills))
}

/// What an object is called after the plan's renames: its own, and those of its table.
fn new_name(plan: &Plan, id: &ObjectId) -> ObjectId {
    let of = |id: &ObjectId| {
        plan.actions.iter().find_map(|action| match &action.verb {
            Verb::Rename { from } if from == id => Some(action.id.clone()),
            _ => None,
        })
    };
    of(id).unwrap_or_else(|| id.clone())
}

/// Which labels other ones take the place of in the rows of a column.
fn label_changes(plan: &Plan, from: &Schema, column: &ObjectId) -> Vec<LabelChange> {
    let image = new_name(plan, column);
    let mut types: BTreeSet<&ObjectId> = BTreeSet::new();
    let mut found = vec![column];
    while let Some(id) = found.pop() {
        let below = from.dependencies().filter(|d| d.from == *id).map(|d| &d.to);
        found.extend(
            below.filter(|id| matches!(id, ObjectId::Enum(_) | ObjectId::Domain(_)) && types.insert(id)),
        );
    }
    let types: BTreeSet<ObjectId> = types.into_iter().map(|id| new_name(plan, id)).collect();
    let mut all = Vec::new();
    for action in plan.actions.iter().flat_map(|action| action.flatten()) {
        match &action.verb {
            Verb::Alter(Alter::Column(ColumnAlter::Retype(exchanged))) if action.id == image => {
                all.extend(exchanged.iter().cloned());
            }
            Verb::Alter(Alter::Enum(EnumAlter::RenameValue(label))) if types.contains(&action.id) => {
                all.push(label.clone());
            }
            _ => {}
        }
    }
    all
}

/// A column as it was, with the labels that it has now.
fn exchanged(column: &str, array: bool, changes: &[LabelChange]) -> String {
    let mut sql = column.to_owned();
    for LabelChange { from, to } in changes {
        let (from, to) = (sql_emit::literal(from), sql_emit::literal(to));
        sql = match array {
            true => format!("array_replace(({sql})::text[], {from}, {to})"),
            false => format!("CASE ({sql})::text WHEN {from} THEN {to} ELSE ({sql})::text END"),
        };
    }
    sql
}

/// What rows get in a column where they have nothing, by its own or by a table above.
fn filling<'a>(plan: &'a Plan, from: &Schema, table: &QualifiedName, column: &Name) -> Option<&'a str> {
    let mut tables = vec![table];
    while let Some(table) = tables.pop() {
        let id = ObjectId::Column(table.member(column));
        let found = plan.actions.iter().flat_map(|action| action.flatten()).find_map(|action| {
            match (&action.verb, &action.way) {
                _ if action.id != id => None,
                (Verb::Alter(Alter::Column(ColumnAlter::Fill(value))), _) | (_, How::Filled(value)) => {
                    Some(&**value)
                }
                _ => None,
            }
        });
        if found.is_some() {
            return found;
        }
        tables.extend(from.get::<Table>(table).into_iter().flat_map(Table::parents));
    }
    None
}

/// Whose rows are looked at: those of a state that is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Before,
    After,
}

/// Checksums of what must survive: the rows of each table that is on both sides, over the columns that stay as they are.
/// Excused is a column whose type the plan claims to lose something of.
fn checksums(
    client: &mut Client,
    when: When,
    plan: &Plan,
    from: &Schema,
    to: &Schema,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut sums = BTreeMap::new();
    let losing = claims::losing_types(plan, from);
    let excused: BTreeSet<&ObjectId> =
        from.dependencies().filter(|d| losing.contains(&d.to)).map(|d| &d.from).collect();
    for (name, table) in from.all::<Table>() {
        let ObjectId::Table(new) = new_name(plan, &ObjectId::Table(name.clone())) else { continue };
        let (Some(before), Some(after)) = (from.table_view(name), to.table_view(&new)) else { continue };
        let new_column =
            |column: &Name| new_name(plan, &ObjectId::Column(name.member(column))).own_name().clone();
        if table.partition_by != after.table().partition_by || table.is_foreign() {
            continue;
        }
        let columns: Vec<String> = before
            .columns_by_name()
            .filter(|(column, _)| {
                let id = ObjectId::Column(name.member(*column));
                !excused.contains(&id) || !label_changes(plan, from, &id).is_empty()
            })
            .filter(|(column, old)| {
                let column = new_column(column);
                after.columns_by_name().any(|(other, new)| {
                    *other == column
                        && new.type_name == old.type_name
                        && new.generated.is_none()
                        && old.generated.is_none()
                })
            })
            .map(|(column, old)| match when {
                When::Before => {
                    let changes = label_changes(plan, from, &ObjectId::Column(name.member(column)));
                    let array = schema_diff::is_array(from, &old.type_name);
                    let was = exchanged(&sql_emit::identifier(column), array, &changes);
                    match filling(plan, from, name, column) {
                        Some(value) => format!("coalesce({was}, ({value}))"),
                        None => was,
                    }
                }
                When::After => sql_emit::identifier(&new_column(column)),
            })
            .collect();
        let now = if when == When::Before { name } else { &new };
        let relation = format!("{}.{}", sql_emit::identifier(&now.schema), sql_emit::identifier(&now.name));
        let row = if columns.is_empty() { "NULL".to_owned() } else { columns.join(", ") };
        let query = format!(
            "SELECT count(*)::text || ' ' || coalesce(md5(string_agg(t.r, E'\\n' ORDER BY t.r)), '') \
             FROM (SELECT ROW({row})::text AS r FROM ONLY {relation}) t"
        );
        let value = client
            .query_one(&query, &[])
            .map_err(|error| format!("counting the rows of {relation}: {}", say(&error)))?;
        sums.insert(name.to_string(), value.get(0));
    }
    Ok(sums)
}

/// What became of rows when a plan was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survival {
    /// Those that must survive did, in so many tables.
    Survived(usize),
    /// The server refused the plan for the sake of a row: of the SQLSTATEs 22 (data exception) and 23 (integrity constraint
    /// violation).
    InTheWay,
}

/// Applies a plan to a database that has rows, and compares those that must survive.
///
/// # Errors
///
/// Rows that changed, and what else the server refuses.
pub fn survive(
    database: &TestDatabase,
    plan: &Plan,
    from: &Schema,
    to: &Schema,
) -> Result<Survival, Failure> {
    let before = checksums(&mut database.connect(), When::Before, plan, from, to)?;
    if let Err(failure) = apply(database, plan, from, to) {
        let about_rows = ["applying: 22", "applying: 23"].iter().any(|start| failure.starts_with(start));
        return if about_rows { Ok(Survival::InTheWay) } else { Err(failure) };
    }
    let now = checksums(&mut database.connect(), When::After, plan, from, to)?;
    if before != now {
        return Err(format!("rows changed: {before:?}\n became {now:?}"));
    }
    claims::count_tables(database.major(), now.len());
    Ok(Survival::Survived(now.len()))
}

/// Plans, checks the plan, applies it and checks what came of it.
struct Step<'a> {
    database: &'a TestDatabase,
    /// In the same state, for the claims: they are checked with a transaction for each action.
    copy: Option<&'a TestDatabase>,
    from: Schema,
    to: &'a Schema,
    way: &'a Way,
    strategy: Strategy,
}

impl Step<'_> {
    fn prove(self) -> Result<Schema, Failure> {
        let Self { database, copy, from, to, way, strategy } = self;
        let options = options(way, strategy)?;
        let planned = plan(&from, to, &options).map_err(|error| error.to_string())?;
        if let Some(expected) = &way.refused {
            let reasons: Vec<String> =
                planned.refused.iter().map(|r| format!("{}: {}", r.id, r.reason)).collect();
            let said = reasons.iter().any(|reason| reason.to_lowercase().contains(&expected.to_lowercase()));
            return if said {
                Ok(from)
            } else {
                Err(format!("`{expected}` was to be refused, but what was: {reasons:?}"))
            };
        }
        if let Some(remark) = planned.refused.first() {
            return Err(format!("refused: {}: {}", remark.id, remark.reason));
        }
        check_way(way, &planned, strategy)?;
        let modelled = differences_but(&planned.apply(&from, to), to, &planned.reported);
        if !modelled.is_empty() {
            return Err(format!("on the model, the plan leaves:\n{modelled}"));
        }
        // The pure additions are the same in both modes, and destroy nothing.
        let repair = plan(&from, to, &options.clone().with_mode(Mode::Repair)).map_err(|e| e.to_string())?;
        if let Some((action, loss)) = repair.losses().next() {
            return Err(format!("repair would lose {loss}: {}", action.id));
        }
        let claimed = copy.map_or(Ok(()), |copy| claims::check(copy, &planned, &from, to));
        let before = checksums(&mut database.connect(), When::Before, &planned, &from, to)?;
        let collided = positions::colliding(&mut database.connect())?;
        apply(database, &planned, &from, to)?;
        let script = || {
            let script = sql_emit::emit(&planned, &from, to, &sql_emit::Options::default());
            format!("--- the script:\n{}", script.to_sql(&planned))
        };
        let after = read(database)?;
        let left = differences_but(&after, to, &planned.reported);
        if !left.is_empty() {
            return Err(format!("after applying, the database differs:\n{left}{}", script()));
        }
        let again = plan(&after, to, &Options::default().with_strategy(strategy))
            .map_err(|error| error.to_string())?;
        if !again.is_empty() {
            return Err(format!("after applying, a plan is left: {:?}", tokens(&again)));
        }
        let now = checksums(&mut database.connect(), When::After, &planned, &from, to)?;
        if before != now {
            return Err(format!("rows changed: {before:?}\n became {now:?}\n{}", script()));
        }
        let colliding = positions::colliding(&mut database.connect())?;
        if let Some(column) = colliding.difference(&collided).next() {
            return Err(format!("the next number of {column} is there already\n{}", script()));
        }
        claims::count_tables(database.major(), now.len());
        claimed.map(|()| after)
    }
}

/// Whether the server lacks something that a case needs.
pub fn lacking(server: &TestServer, case: &Case) -> bool {
    if case.expected.extensions.is_empty() && case.expected.needs.is_empty() {
        return false;
    }
    let database = server.database("extensions");
    let mut client = database.connect();
    if case
        .expected
        .needs
        .iter()
        .any(|need| client.query(need.question(), &[]).map_or(true, |rows| rows.is_empty()))
    {
        return true;
    }
    case.expected.extensions.iter().any(|extension| {
        client
            .query("SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name = $1", &[extension])
            .map_or(true, |rows| rows.is_empty())
    })
}

/// Proves one case in one direction on one server.
///
/// # Errors
///
/// What went wrong, with the script that was run.
pub fn prove(server: &TestServer, case: &Case, direction: Direction) -> Result<Proof, Failure> {
    if lacking(server, case) {
        return Ok(Proof::Lacking);
    }
    let (start, goal) = match direction {
        Direction::Forward => (&case.a, &case.b),
        Direction::Backward => (&case.b, &case.a),
    };
    let expected = load(server, "goal", goal)?;
    let to = read(&expected)?;
    majors::note(format!("{} {direction:?}", case.name).to_lowercase(), server, &to);
    let proof = Proof::Proven { witnessed: false };
    let mut proven = Proving { server, case, direction, start, expected: &expected, to: &to, proof };
    let from = proven.prove(Strategy::PLAIN)?;
    // Where both strategies say the same there is nothing more to prove.
    let asked = !case.way(direction).online.require.is_empty();
    // The embedded server starts anew for every database: there the plain way is proven, without the claims.
    let online = walks_online(server) && (asked || online_differs(case, direction, &from, &to)?);
    if online {
        proven.prove(Strategy::ONLINE).map_err(|failure| format!("online: {failure}"))?;
    }
    Ok(proven.proof)
}

/// Whether the online way is walked on a server, too: on the oldest and the newest at hand, between which the ways of
/// PostgreSQL differ most; on all if PGMEND_ONLINE says `all`.
fn walks_online(server: &TestServer) -> bool {
    let ends = [crate::servers().first(), crate::servers().last()];
    let at_an_end = ends.iter().flatten().any(|end| end.major() == server.major());
    let everywhere = std::env::var("PGMEND_ONLINE").is_ok_and(|value| value == "all");
    server.many_connections() && (at_an_end || everywhere)
}

/// Whether the online strategy says anything else than the plain one.
fn online_differs(case: &Case, direction: Direction, from: &Schema, to: &Schema) -> Result<bool, Failure> {
    let differs = |way: &Way, from: &Schema, to: &Schema| -> Result<bool, Failure> {
        let say = |strategy: Strategy| -> Result<String, Failure> {
            let planned = plan(from, to, &options(way, strategy)?).map_err(|e| e.to_string())?;
            Ok(sql_emit::emit(&planned, from, to, &sql_emit::Options::default()).to_sql(&planned))
        };
        Ok(say(Strategy::PLAIN)? != say(Strategy::ONLINE)?)
    };
    let Expected { forward, backward, .. } = &case.expected;
    let (there, back) = match direction {
        Direction::Forward => (forward, backward),
        Direction::Backward => (backward, forward),
    };
    Ok(differs(there, from, to)? || differs(back, to, from)?)
}

/// One case in one direction, from one strategy to the next.
struct Proving<'a> {
    server: &'a TestServer,
    case: &'a Case,
    direction: Direction,
    start: &'a str,
    expected: &'a TestDatabase,
    to: &'a Schema,
    proof: Proof,
}

impl Proving<'_> {
    /// Gives back the schema that it began with.
    fn prove(&mut self, strategy: Strategy) -> Result<Schema, Failure> {
        let Self { server, case, direction, to, .. } = *self;
        let database = load(server, "start", self.start)?;
        let copy = match server.many_connections() {
            true => Some(load(server, "copy", self.start)?),
            false => None,
        };
        if direction == Direction::Forward
            && let Some(seed) = &case.seed
        {
            for database in std::iter::once(&database).chain(&copy) {
                run(&mut database.connect(), "seeding", seed)?;
            }
        }
        let from = read(&database)?;
        let way = case.way(direction);
        let after = Step { database: &database, copy: copy.as_ref(), from: from.clone(), to, way, strategy }
            .prove()?;
        let refused = way.refused.is_some();
        let options = DumpOptions::default().without_column_order();
        let dump = |database: &TestDatabase| match case.expected.witness.again {
            true => witness::dump_again(server, database, &options),
            false => witness::dump(database, &options),
        };
        let dumps = || Some((dump(&database)?, dump(self.expected)?));
        if !refused && let Some((ours, theirs)) = dumps() {
            self.proof = Proof::Proven { witnessed: true };
            let difference = ours.difference(&theirs).join("\n");
            if !difference.is_empty() {
                return Err(format!(
                    "the witness sees a difference (- after applying, + expected):\n{difference}"
                ));
            }
        }
        let back = &case.expected.backward;
        let returns = direction == Direction::Forward && !refused && back.refused.is_none();
        if returns && !(case.seed.is_some() && case.expected.seed.forward_only) {
            // What the way back may do is said for the other direction; here it must only work.
            let (rename, map_label) = (back.rename.clone(), back.map_label.clone());
            let fill = back.fill.clone();
            let way = Way { rename, map_label, fill, ..Way::default() };
            Step { database: &database, copy: copy.as_ref(), from: after, to: &from, way: &way, strategy }
                .prove()
                .map_err(|failure| format!("on the way back: {failure}"))?;
        }
        Ok(from)
    }
}
