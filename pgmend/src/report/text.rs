//! Differences and plans as text for a terminal.

use std::collections::BTreeMap;
use std::fmt::Write;

use anstyle::{AnsiColor, Style as Ansi};
use schema_diff::{Action, Plan, Verb};
use schema_model::{Name, NameSpace, Naming, ObjectId, Schema};
use serde_json::Value;

use crate::numbers::Hazard;

use super::differences::{Difference, DifferenceKind, Differences, Left, Summary, counted, plural};

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    Plain,
    /// With ANSI colours.
    Coloured,
}

impl Style {
    pub(crate) fn paint(self, colour: AnsiColor, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Coloured => {
                let style = Ansi::new().fg_color(Some(colour.into()));
                format!("{style}{text}{style:#}")
            }
        }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Coloured => {
                let style = Ansi::new().bold();
                format!("{style}{text}{style:#}")
            }
        }
    }

    pub(crate) fn dim(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Coloured => {
                let style = Ansi::new().dimmed();
                format!("{style}{text}{style:#}")
            }
        }
    }
}

/// A kind's word for people: `materialized view`.
fn kind_words(id: &ObjectId) -> String {
    match id {
        ObjectId::ColumnDefault(_) => "default of".into(),
        ObjectId::Comment(_) => "comment on".into(),
        ObjectId::Owner(_) => "owner of".into(),
        ObjectId::Privilege(_) => "privileges on".into(),
        ObjectId::SecurityLabel(_) => "security label on".into(),
        _ => id.kind().word().replace('_', " "),
    }
}

/// The heading that a difference is listed under: its table or view, else the schema or the whole database.
fn heading(id: &ObjectId) -> (u8, String) {
    let id = id.target().unwrap_or(id);
    let of_schema = |what: &str, schema: &Name| format!("{what} of schema {schema}");
    let on_relation = || id.parents().iter().any(|parent| parent.kind().name_space() == NameSpace::Relation);
    match (id.kind().name_space(), id.naming()) {
        (_, Naming::Plain(_) | Naming::Membership(_)) if id.is_of_cluster() => (0, "cluster".into()),
        (_, Naming::Plain(_) | Naming::Part(_) | Naming::Publication(_) | Naming::Membership(_)) => {
            (0, "database".into())
        }
        // A default is on a column of the relation.
        (_, Naming::Member(name)) if on_relation() || matches!(id, ObjectId::ColumnDefault(_)) => {
            (2, name.parent().to_string())
        }
        (_, Naming::Member(name)) => (1, of_schema("types", &name.schema)),
        (NameSpace::Type, Naming::Qualified(name)) => (1, of_schema("types", &name.schema)),
        (NameSpace::Relation, Naming::Qualified(name)) if !matches!(id, ObjectId::Sequence(_)) => {
            (2, name.to_string())
        }
        (_, Naming::Qualified(name)) => (1, of_schema(&plural(id.kind().word(), 2), &name.schema)),
        (_, Naming::Routine(name)) => (3, of_schema("routines", &name.schema)),
        (_, Naming::DefaultPrivilege(_)) => (0, "database".into()),
        (_, Naming::Operator(name)) => (3, of_schema("operators", &name.schema)),
        (_, Naming::Method(name)) => (3, of_schema("operators", &name.schema)),
        (_, Naming::Cast(_) | Naming::Transform(_)) => (0, "database".into()),
        // Their targets are none of these.
        (_, Naming::About(_) | Naming::Privilege(_) | Naming::SecurityLabel(_)) => (4, "other".into()),
    }
}

/// The name under its heading.
fn short_name(id: &ObjectId) -> String {
    match id.naming() {
        Naming::Plain(name) => show_name(name),
        Naming::Qualified(name) => show_name(&name.name),
        // Those of types stand under their schema's heading.
        Naming::Member(name) if heading(id).0 == 1 => {
            format!("{}.{}", show_name(&name.parent), show_name(&name.name))
        }
        Naming::Member(name) => show_name(&name.name),
        Naming::Part(name) => format!("{}.{}", show_name(&name.parent), show_name(&name.name)),
        Naming::Routine(name) => {
            let types: Vec<&str> = name.arguments.iter().map(|t| t.as_str()).collect();
            format!("{}({})", show_name(&name.name), types.join(", "))
        }
        Naming::Membership(name) => {
            let by = name.grantor.as_ref().map(|role| format!(", granted by {}", show_name(role)));
            let (member, role) = (show_name(&name.member), show_name(&name.role));
            format!("of {member} in {role}{}", by.unwrap_or_default())
        }
        Naming::Publication(name) => {
            let target = name.target.id();
            let of = target.naming().schema().map(|schema| format!("{}.", show_name(schema)));
            let (publication, own) = (show_name(&name.publication), show_name(target.own_name()));
            format!("{}{own} in publication {publication}", of.unwrap_or_default())
        }
        Naming::DefaultPrivilege(name) => {
            let schema = name.schema.as_ref().map(|schema| format!(" in schema {}", show_name(schema)));
            let (role, objects) = (show_name(&name.role), name.objects.word().replace('_', " "));
            format!("on {objects} of {role} for {}{}", name.grantee, schema.unwrap_or_default())
        }
        Naming::Operator(name) => {
            let left = name.left.as_ref().map_or("NONE", |left| left.as_str());
            format!("{} ({left}, {})", name.name, name.right)
        }
        Naming::Method(name) => format!("{} ({})", show_name(&name.name), show_name(&name.method)),
        Naming::Cast(name) => name.both().to_string(),
        Naming::Transform(name) => format!("{} {}", name.type_name, show_name(&name.language)),
        Naming::About(target) => format!("{} {}", kind_words(target.id()), short_name(target.id())),
        Naming::SecurityLabel(name) => {
            let target = name.target.id();
            format!("{} {} by {}", kind_words(target), short_name(target), show_name(&name.provider))
        }
        Naming::Privilege(name) => {
            let target = name.target.id();
            format!("{} {} for {}", kind_words(target), short_name(target), name.grantee)
        }
    }
}

fn show_name(name: &str) -> String {
    sql_emit::identifier(name).replace(['\n', '\r'], "⏎")
}

fn show_value(value: &Value) -> String {
    let text = match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = line.chars();
    let short: String = chars.by_ref().take(100).collect();
    if chars.next().is_some() { format!("{short}…") } else { short }
}

/// What is worth saying about a missing or extra object beside its name.
fn describe(id: &ObjectId, schema: &Schema) -> String {
    match id {
        ObjectId::Table(name) => {
            let Some(table) = schema.table_view(name) else { return String::new() };
            let parts = [
                ("column", table.columns_by_name().count()),
                ("constraint", table.constraints().count()),
                ("index", table.indexes().count()),
                ("policy", table.policies().count()),
                ("trigger", table.triggers().count()),
            ];
            let parts: Vec<String> = parts
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(kind, count)| counted(count, kind))
                .collect();
            if parts.is_empty() { String::new() } else { format!("({})", parts.join(", ")) }
        }
        ObjectId::Column(name) => schema
            .get::<schema_model::Column>(name)
            .map(|column| {
                let not_null = if column.not_null.is_some() { " NOT NULL" } else { "" };
                format!("{}{not_null}", column.type_name)
            })
            .unwrap_or_default(),
        ObjectId::ColumnDefault(name) => schema
            .get::<schema_model::ColumnDefault>(name)
            .map(|d| show_value(&Value::from(d.expression.as_str())))
            .unwrap_or_default(),
        ObjectId::Owner(target) => schema.owner(target.id()).map(|role| show_name(role)).unwrap_or_default(),
        ObjectId::Privilege(name) => schema
            .get::<schema_model::Privilege>(name)
            .map(|p| {
                let words: Vec<&str> = p.privileges.keys().map(|p| p.keyword()).collect();
                if words.is_empty() { "(default revoked)".to_owned() } else { words.join(", ") }
            })
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// Differences grouped by table, with a summary line.
pub fn differences(found: &Differences, from: &Schema, to: &Schema, style: Style) -> String {
    let mut groups: BTreeMap<(u8, String), Vec<&Difference>> = BTreeMap::new();
    for difference in found.differences.iter().filter(|d| d.below.is_none()) {
        groups.entry(heading(&difference.id)).or_default().push(difference);
    }
    let mut text = String::new();
    for ((_, heading), mut members) in groups {
        members.sort_by_key(|d| d.difference);
        let _ = writeln!(text, "{}", style.bold(&heading));
        for difference in members {
            line(&mut text, difference, from, to, style);
        }
        text.push('\n');
    }
    for (title, list) in
        [("noted, not counted as drift", &found.reported), ("can't be changed in place", &found.refused)]
    {
        remarks(&mut text, title, list, style);
    }
    if !found.renames.is_empty() {
        let _ = writeln!(text, "{}", style.bold("renamed on request"));
        for renamed in &found.renames {
            let _ = writeln!(text, "  {} {} {}", renamed.from, style.dim("→"), full_name(&renamed.to));
        }
        text.push('\n');
    }
    for (proven, title) in [
        (true, "only renamed; say so, and it is renamed back"),
        (false, "perhaps only renamed; nothing is renamed on a guess"),
    ] {
        let of_this: Vec<_> = found.rename_candidates.iter().filter(|c| c.proven == proven).collect();
        if of_this.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}", style.bold(title));
        for candidate in of_this {
            let evidence = aside(&format!("({})", candidate.evidence), style);
            let _ = writeln!(text, "  --rename {}{evidence}", shell(&candidate.rename));
        }
        text.push('\n');
    }
    if !found.column_order.is_empty() {
        let _ = writeln!(text, "{}", style.bold("columns in another order, not counted as drift"));
        for table in &found.column_order {
            let (actual, expected) = (table.actual.join(", "), table.expected.join(", "));
            let _ = writeln!(text, "  {}: {actual} {} {expected}", full_name(&table.table), style.dim("→"));
        }
        text.push('\n');
    }
    text.push_str(&summary(&found.summary, found.in_sync, style));
    text.push('\n');
    text
}

fn line(text: &mut String, difference: &Difference, from: &Schema, to: &Schema, style: Style) {
    let name = format!("{} {}", kind_words(&difference.id), short_name(&difference.id));
    let (word, colour, schema) = match difference.difference {
        DifferenceKind::Missing => ("missing  ", AnsiColor::Red, to),
        DifferenceKind::Different => ("different", AnsiColor::Yellow, to),
        DifferenceKind::Extra => ("extra    ", AnsiColor::Cyan, from),
    };
    let details = match difference.difference {
        DifferenceKind::Different => String::new(),
        _ => describe(&difference.id, schema),
    };
    let _ = writeln!(text, "  {} {name}{}", style.paint(colour, word), aside(&details, style));
    for field in &difference.fields {
        let _ = writeln!(
            text,
            "      {}: {} {} {}",
            field.field.replace('_', " "),
            show_value(&field.actual),
            style.dim("→"),
            show_value(&field.expected)
        );
    }
}

/// What follows a name, if there is anything to say.
fn aside(text: &str, style: Style) -> String {
    if text.is_empty() { String::new() } else { format!(" {}", style.dim(text)) }
}

fn remarks(text: &mut String, title: &str, list: &[Left], style: Style) {
    if list.is_empty() {
        return;
    }
    let _ = writeln!(text, "{}", style.bold(title));
    for Left { id, reason } in list {
        let _ = writeln!(text, "  {id}: {reason}");
    }
    text.push('\n');
}

fn counts(counts: &BTreeMap<&'static str, usize>) -> String {
    // Tables and columns are what people ask for first.
    let first = ["table", "column"];
    let mut kinds: Vec<(&&str, &usize)> = counts.iter().collect();
    kinds.sort_by_key(|(kind, _)| first.iter().position(|f| f == *kind).unwrap_or(first.len()));
    let parts: Vec<String> = kinds.into_iter().map(|(kind, count)| counted(*count, kind)).collect();
    parts.join(", ")
}

/// One line that says how much differs.
pub fn summary(summary: &Summary, in_sync: bool, style: Style) -> String {
    if in_sync {
        return style.paint(AnsiColor::Green, "in sync: no differences");
    }
    let mut parts = Vec::new();
    for (word, colour, numbers) in [
        ("missing", AnsiColor::Red, &summary.missing),
        ("different", AnsiColor::Yellow, &summary.different),
        ("extra", AnsiColor::Cyan, &summary.extra),
    ] {
        if !numbers.is_empty() {
            parts.push(format!("{}: {}", style.paint(colour, word), counts(numbers)));
        }
    }
    if parts.is_empty() { "names differ, nothing else".into() } else { parts.join(" · ") }
}

/// A word that a shell takes as it is, quoted where it would not.
fn shell(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.:=/,".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// What a plan leaves alone, one line each.
pub fn left_alone(plan: &Plan, style: Style) -> String {
    let mut text = String::new();
    for (title, list) in [("left alone", &plan.left_alone), ("can't be changed in place", &plan.refused)] {
        let list: Vec<Left> = list.iter().map(Left::from).collect();
        remarks(&mut text, title, &list, style);
    }
    text
}

/// What makes others wait, one line each, the longest first.
pub fn hazards(hazards: &[Hazard], style: Style) -> String {
    /// More than these nobody reads; the plan file has them all.
    const SHOWN: usize = 10;
    let mut text = String::new();
    if hazards.is_empty() {
        return text;
    }
    let _ = writeln!(text, "{}", style.bold("hazards"));
    for hazard in hazards.iter().take(SHOWN) {
        let _ = writeln!(text, "  {hazard}");
    }
    if hazards.len() > SHOWN {
        let _ = writeln!(text, "  and {} more, all shorter", hazards.len() - SHOWN);
    }
    text.push('\n');
    text
}

/// The actions of a plan, one line each, with what they cost.
pub fn actions(plan: &Plan, style: Style) -> String {
    let mut text = String::new();
    for (n, action) in plan.actions.iter().enumerate() {
        let _ = writeln!(text, "{:>4}  {}", n + 1, line_of(action, &verb(action, style), style));
    }
    text
}

/// What an action does to what, and what it costs.
pub(crate) fn action(action: &Action) -> String {
    line_of(action, verb(action, Style::Plain).trim_end(), Style::Plain)
}

fn line_of(action: &Action, verb: &str, style: Style) -> String {
    format!("{verb} {} {}{}", kind_words(&action.id), full_name(&action.id), aside(&cost(action), style))
}

/// All as long as the others.
fn verb(action: &Action, style: Style) -> String {
    match action.verb {
        Verb::Create => style.paint(AnsiColor::Green, "create"),
        Verb::Alter(_) => style.paint(AnsiColor::Yellow, "alter "),
        Verb::Drop => style.paint(AnsiColor::Red, "drop  "),
        Verb::Rename { .. } => style.paint(AnsiColor::Yellow, "rename"),
    }
}

/// The actions of a plan, counted by what they do.
pub fn actions_in_brief(plan: &Plan, style: Style) -> String {
    let mut counts: Vec<(String, &str, usize)> = Vec::new();
    for action in plan.actions.iter().flat_map(Action::flatten) {
        let verb = verb(action, style);
        let kind = action.kind().word();
        match counts.iter_mut().find(|(v, k, _)| *v == verb && *k == kind) {
            Some((_, _, count)) => *count += 1,
            None => counts.push((verb, kind, 1)),
        }
    }
    let mut text = String::new();
    for (verb, kind, count) in counts {
        let _ = writeln!(text, "  {verb} {count:>3} {}", plural(kind, count));
    }
    text
}

/// `RowSecurity` is `row security`.
fn alter_words(alter: &schema_diff::Alter) -> String {
    let debug = format!("{alter:?}");
    let variant = debug.split_once('(').map_or(debug.as_str(), |(_, inner)| inner);
    let end = variant.find(['(', ')']).unwrap_or(variant.len());
    let mut words = String::new();
    for c in variant[..end].chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

fn full_name(id: &ObjectId) -> String {
    let text = id.to_string();
    text.split_once(':').map_or(text.clone(), |(_, name)| name.to_owned())
}

fn cost(action: &Action) -> String {
    let mut parts = Vec::new();
    match &action.verb {
        Verb::Alter(alter) => parts.push(alter_words(alter)),
        Verb::Rename { from } => parts.push(format!("was {}", full_name(from))),
        Verb::Create | Verb::Drop => {}
    }
    let more = action.folded.len();
    if more > 0 {
        parts.push(format!("with {more} more"));
    }
    if action.cost.lock != schema_diff::Lock::None {
        parts.push(action.cost.lock.to_string());
    }
    if action.cost.rewrites {
        parts.push("rewrites".into());
    } else if action.cost.scans {
        parts.push("scans".into());
    }
    if let Some(loss) = action.flatten().find_map(|part| part.cost.loses) {
        parts.push(format!("LOSES {loss}"));
    }
    if parts.is_empty() { String::new() } else { format!("({})", parts.join("; ")) }
}
