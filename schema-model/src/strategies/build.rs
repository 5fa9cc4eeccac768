//! From a recipe to a schema, with the texts and the dependencies that PostgreSQL reports.

use std::collections::BTreeSet;

use super::names::name;
use super::other;
use super::recipe::{ColumnRecipe, Recipe, TableRecipe, ViewRecipe};
use crate::kinds::*;
use crate::{
    Grantee, MemberName, Name, ObjectId, PrivilegeName, PublicationMember, QualifiedName, RoutineName,
    Schema, Server, SqlText, Why,
};

/// The built-in types of columns, each with a default as PostgreSQL writes it.
pub(super) const TYPES: &[(&str, &str)] = &[
    ("integer", "0"),
    ("text", "'x'::text"),
    ("bigint", "42"),
    ("character varying(40)", "'y'::character varying"),
    ("boolean", "false"),
    ("numeric(10,2)", "1.5"),
    ("timestamp with time zone", "now()"),
    ("jsonb", "'{}'::jsonb"),
    ("text[]", "'{}'::text[]"),
    ("uuid", "gen_random_uuid()"),
];

/// A double-quoted identifier, where PostgreSQL quotes it.
pub(super) fn quoted(name: &str) -> String {
    let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && name.bytes().next().is_some_and(|b| !b.is_ascii_digit())
        && !["select", "user"].contains(&name);
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

struct Builder {
    schema: Schema,
    major: u32,
    /// Names taken among relations and types.
    taken: BTreeSet<Name>,
}

impl Recipe {
    /// The schema that this recipe describes, as a server of this major version reads it.
    pub fn build(&self, major: u32) -> Schema {
        let mut builder =
            Builder { schema: Schema::new(Server::new(major * 10_000)), major, taken: BTreeSet::new() };
        builder.schema.insert(Name::from("public"), Namespace::new());
        builder.schema.insert(Database::current(), self.database());
        builder.enums(self);
        builder.sequences(self);
        builder.functions(self);
        for table in &self.tables {
            builder.table(table);
        }
        for table in &self.tables {
            builder.foreign_keys(table);
        }
        for tree in &self.trees {
            tree.make(&mut builder.schema, &mut builder.taken, major);
        }
        for view in &self.views {
            builder.view(view);
        }
        builder.event_triggers(self);
        builder.aggregates(self);
        builder.publications(self);
        for it in &self.others {
            other::make(&mut builder.schema, it);
        }
        builder.schema
    }

    /// There always is one, and here it follows from what is in it.
    fn database(&self) -> Database {
        let mut database = Database::new();
        if self.views.len() % 2 == 1 {
            database.settings.insert("work_mem".into(), "8MB".into());
        }
        if self.enums.len() % 2 == 1 {
            database.settings.insert("search_path".into(), "public, \"Weird \"\"Schema\"".into());
            database.connection_limit = 100;
        }
        database
    }
}

fn public(number: u8) -> QualifiedName {
    QualifiedName::new("public", name(number))
}

fn firing_state(number: u8) -> FiringState {
    match number {
        0 => FiringState::Origin,
        1 => FiringState::Disabled,
        2 => FiringState::Replica,
        _ => FiringState::Always,
    }
}

impl Builder {
    fn take(&mut self, number: u8) -> Option<QualifiedName> {
        let name = public(number);
        self.taken.insert(name.name.clone()).then_some(name)
    }

    fn comment(&mut self, id: ObjectId, text: &str) {
        self.schema.insert(id.into(), Comment::new(text));
    }

    fn enums(&mut self, recipe: &Recipe) {
        for it in &recipe.enums {
            let Some(id) = self.take(it.name) else { continue };
            self.schema.insert(id.clone(), EnumType::new((0..it.labels).map(|n| format!("label {n}"))));
            if it.comment {
                self.comment(ObjectId::Enum(id), "What it's for; \\ and 'quotes'");
            }
        }
    }

    fn sequences(&mut self, recipe: &Recipe) {
        for it in &recipe.sequences {
            let Some(id) = self.take(it.name) else { continue };
            let mut sequence = Sequence::new(if it.small { "smallint" } else { "bigint" });
            sequence.options.increment = i64::from(it.increment);
            sequence.options.cycle = it.cycle;
            self.schema.insert(id, sequence);
        }
    }

    fn functions(&mut self, recipe: &Recipe) {
        for it in &recipe.functions {
            let id = RoutineName::new("public", name(it.name), [""; 0]);
            if self.schema.get::<Function>(&id).is_some() {
                continue;
            }
            let (result, language, body) = match it.result {
                0 => ("trigger", "plpgsql", format!(" BEGIN RETURN NEW; -- {}\nEND ", it.body)),
                1 => ("integer", "sql", format!(" SELECT {} ", it.body)),
                3 => ("event_trigger", "plpgsql", format!(" BEGIN PERFORM {}; END ", it.body)),
                _ => ("text", "sql", format!(" SELECT '{}$$'::text ", it.body)),
            };
            let mut function = Function::new([], result, language, RoutineBody::Source(body.into()));
            if it.stable && matches!(it.result, 1 | 2) {
                function.volatility = Volatility::Stable;
            }
            self.schema.insert(id.clone(), function);
            if it.revoked {
                let target = ObjectId::Function(id);
                self.schema.insert(PrivilegeName::new(target, Grantee::Public), Privilege::new([]));
            }
        }
    }

    /// The type of a column and its default: one of the built-in types, or an enum of this schema.
    fn type_of(&self, it: &ColumnRecipe) -> (SqlText, SqlText, Option<ObjectId>) {
        let kind = usize::from(it.kind);
        if let Some((type_name, default)) = TYPES.get(kind) {
            return ((*type_name).into(), (*default).into(), None);
        }
        let found = self.schema.all::<EnumType>().nth(kind - TYPES.len());
        match found {
            Some((id, _)) => {
                let type_name = format!("public.{}", quoted(&id.name));
                let default = format!("'label 0'::{type_name}");
                (type_name.into(), default.into(), Some(ObjectId::Enum(id.clone())))
            }
            None => ("integer".into(), "0".into(), None),
        }
    }

    fn table(&mut self, it: &TableRecipe) {
        let Some(id) = self.take(it.name) else { return };
        let mut table = Table::new();
        table.row_security = it.row_security;
        if it.unlogged {
            table.persistence = Persistence::Unlogged;
        }
        if let Some(percent) = it.fillfactor {
            table.options.insert("fillfactor".into(), percent.to_string().into());
        }
        self.schema.insert(id.clone(), table);
        // The key column is always there, so that every table can be referred to.
        let mut key = Column::new("integer", 1);
        if it.primary_key {
            key = key.not_null();
        }
        self.schema.insert(id.member("id"), key);
        let mut position = 1;
        for column in &it.columns {
            let member = id.member(name(column.name));
            if self.schema.get::<Column>(&member).is_some() {
                continue;
            }
            position += 1;
            self.column(&member, column, position);
        }
        if it.primary_key {
            self.constraint(&id, "pkey", ConstraintDefinition::PrimaryKey(KeyConstraint::new(["id"])));
        }
        self.checks_and_indexes(&id, it);
        self.statistics(&id, it);
        self.policy_and_trigger(&id, it);
        self.rule(&id, it);
        if let Some(number) = it.comment {
            self.comment(ObjectId::Table(id.clone()), &format!("Comment {number}"));
            let key = id.member(crate::object_name(&id.name, None, "pkey"));
            if number > 4 && self.schema.get::<Constraint>(&key).is_some() {
                self.comment(ObjectId::Index(key), "Of the index alone");
            }
        }
        if it.grant {
            let granted = PrivilegeName::new(ObjectId::Table(id), Grantee::Public);
            self.schema.insert(granted, Privilege::new([PrivilegeType::Select]));
        }
    }

    fn column(&mut self, member: &MemberName, it: &ColumnRecipe, position: u32) {
        let (type_name, default, depends) = self.type_of(it);
        let mut column = Column::new(type_name, position);
        if it.not_null {
            column = column.not_null();
        }
        column.statistics = it.statistics.map(u16::from);
        self.schema.insert(member.clone(), column);
        let id = ObjectId::Column(member.clone());
        if let Some(to) = &depends {
            self.schema.depend(id.clone(), to.clone(), Why::Normal);
        }
        // A required column has a default, so that it can be added to a table with rows.
        if it.default || it.not_null {
            self.schema.insert(member.clone(), ColumnDefault::new(default));
            if let Some(to) = depends {
                self.schema.depend(ObjectId::ColumnDefault(member.clone()), to, Why::Normal);
            }
        }
        if it.comment {
            self.comment(id, "A column");
        }
    }

    /// A constraint under a name that is free among constraints and relations.
    fn constraint(&mut self, table: &QualifiedName, label: &str, definition: ConstraintDefinition) -> bool {
        let called = crate::object_name(&table.name, None, label);
        let constraint = Constraint::new(definition);
        if constraint.has_index() && !self.taken.insert(called.clone()) {
            return false;
        }
        self.schema.insert(table.member(called), constraint);
        true
    }

    /// The column of a table with this number, counted round, with its type.
    fn pick(&self, table: &QualifiedName, number: u8) -> Option<(Name, SqlText)> {
        let view = self.schema.table_view(table)?;
        let columns: Vec<_> = view.columns().collect();
        let (name, column) = columns.get(usize::from(number) % columns.len())?;
        Some(((*name).clone(), column.type_name.clone()))
    }

    fn checks_and_indexes(&mut self, id: &QualifiedName, it: &TableRecipe) {
        for check in &it.checks {
            let Some((column, type_name)) = self.pick(id, check.column) else { continue };
            let expression = match type_name.as_str() {
                "integer" | "bigint" => format!("({} >= {})", quoted(&column), check.bound),
                _ => format!("({} IS NOT NULL)", quoted(&column)),
            };
            // Rows that stand satisfy nothing but the first form with its default: keep to it.
            let label = format!("check{}", check.name);
            let member = id.member(crate::object_name(&id.name, None, &label));
            let constraint = ObjectId::Constraint(member.clone());
            self.schema.insert(member, Constraint::new(ConstraintDefinition::Check(expression.into())));
            self.schema.depend(constraint, ObjectId::Column(id.member(column)), Why::Auto);
        }
        for index in &it.indexes {
            let Some((column, type_name)) = self.pick(id, index.column) else { continue };
            // jsonb has a btree class too; a unique index on a column whose default repeats would not build.
            let called = crate::object_name(&id.name, Some(&column), &format!("idx{}", index.name));
            if !self.taken.insert(called.clone()) {
                continue;
            }
            let mut key = IndexColumn::new(IndexKey::Column(column.clone()));
            key.descending = index.descending;
            key.nulls_first = index.descending;
            let mut built = Index::new("btree", [key]);
            built.unique = index.unique && column == "id";
            let member = id.member(called);
            if index.partial {
                let predicate = match type_name.as_str() {
                    "boolean" => quoted(&column),
                    _ => format!("({} IS NOT NULL)", quoted(&column)),
                };
                built.predicate = Some(predicate.into());
                let on = ObjectId::Column(id.member(column));
                self.schema.depend(ObjectId::Index(member.clone()), on, Why::Auto);
            }
            self.schema.insert(member, built);
        }
    }

    fn statistics(&mut self, id: &QualifiedName, it: &TableRecipe) {
        const KINDS: [StatisticsKind; 3] =
            [StatisticsKind::Ndistinct, StatisticsKind::Dependencies, StatisticsKind::Mcv];
        for made in &it.statistics {
            let columns: BTreeSet<Name> = [made.columns.0, made.columns.1]
                .into_iter()
                .filter_map(|column| Some(self.pick(id, column)?.0))
                .collect();
            if columns.len() < 2 {
                continue;
            }
            let kinds = KINDS.into_iter().enumerate().filter(|(bit, _)| made.kinds & 1 << bit != 0);
            let mut statistics = Statistics::new(id.clone(), kinds.map(|(_, kind)| kind), columns);
            statistics.target = made.target.map(u16::from);
            let called = crate::object_name(&id.name, None, &format!("stat{}", made.name));
            let name = QualifiedName::new(id.schema.clone(), called);
            if made.computed {
                statistics.expressions.push("(id + 1)".into());
                let on = ObjectId::Column(id.member("id"));
                self.schema.depend(ObjectId::Statistics(name.clone()), on, Why::Auto);
            }
            self.schema.insert(name, statistics);
        }
    }

    fn policy_and_trigger(&mut self, id: &QualifiedName, it: &TableRecipe) {
        if let Some(number) = it.policy {
            let mut policy = Policy::new(match number {
                0 => PolicyCommand::Select,
                1 => PolicyCommand::Update,
                _ => PolicyCommand::All,
            });
            policy.using = Some(format!("(id > {number})").into());
            let member = id.member("policy");
            self.schema.insert(member.clone(), policy);
            let on = ObjectId::Column(id.member("id"));
            self.schema.depend(ObjectId::Policy(member), on, Why::Normal);
        }
        if let Some(number) = it.trigger
            && let Some(function) = self.function("trigger", usize::from(number) % 2)
        {
            let timing = if number > 4 { TriggerTiming::Before } else { TriggerTiming::After };
            let events = [TriggerEvent::Insert, TriggerEvent::Update];
            self.schema
                .insert(id.member("trigger"), Trigger::new(function, timing, TriggerLevel::Row, events));
        }
    }

    /// The function with this number, of those with a result.
    fn function(&self, result: &str, number: usize) -> Option<QualifiedName> {
        let found = self.schema.all::<Function>().filter(|(_, function)| function.result == result);
        found.map(|(id, _)| QualifiedName::new(id.schema.clone(), id.name.clone())).nth(number)
    }

    fn event_triggers(&mut self, recipe: &Recipe) {
        for it in &recipe.event_triggers {
            let Some(function) = self.function("event_trigger", usize::from(it.function)) else { continue };
            let event = ["ddl_command_start", "ddl_command_end", "sql_drop"][usize::from(it.event) % 3];
            let mut trigger = EventTrigger::new(event, function);
            if it.event > 2 {
                trigger.tags = ["DROP TABLE", "DROP VIEW"].map(SqlText::from).into();
            }
            trigger.enabled = firing_state(it.state);
            self.schema.insert(name(it.name), trigger);
        }
    }

    fn aggregates(&mut self, recipe: &Recipe) {
        for it in &recipe.aggregates {
            let mut argument = Argument::new("integer");
            argument.name = it.named.then(|| "value".into());
            let function =
                QualifiedName::new("pg_catalog", if it.smallest { "int4smaller" } else { "int4pl" });
            let mut aggregate = Aggregate::new([argument], function.clone(), "integer");
            aggregate.initial_value = it.initial.map(|value| value.to_string().into());
            aggregate.combine = it.combined.then_some(function);
            aggregate.state_space = i32::from(it.space);
            if it.smallest {
                aggregate.sort_operator = Some("pg_catalog.<".into());
            }
            // Functions of the same name have no arguments.
            self.schema.insert(RoutineName::new("public", name(it.name), ["integer"]), aggregate);
        }
    }

    fn publications(&mut self, recipe: &Recipe) {
        for it in &recipe.publications {
            let id = name(it.name);
            let mut publication = Publication::new();
            publication.all_tables = it.tables.is_empty();
            publication.via_partition_root = it.via_root;
            let all = PublicationOperation::ALL.iter().enumerate();
            publication.operations = all
                .filter(|(bit, _)| it.operations & 1 << bit != 0)
                .map(|(_, operation)| *operation)
                .collect();
            self.schema.insert(id.clone(), publication);
            for number in &it.tables {
                let table = public(*number);
                let Some(found) = self.schema.get::<Table>(&table) else { continue };
                // Rows that are not logged can't be published.
                if found.persistence != Persistence::Permanent {
                    continue;
                }
                let member = PublicationMember::new(id.clone(), ObjectId::Table(table.clone()));
                let mut published = PublicationTable::new();
                if it.some && !it.schema && self.major >= 15 {
                    published.columns = Some([Name::from("id")].into());
                    published.filter = Some("(id > 0)".into());
                    let on = ObjectId::Column(table.member("id"));
                    self.schema.depend(ObjectId::PublicationTable(member.clone()), on, Why::Normal);
                }
                self.schema.insert(member, published);
            }
            if it.schema && self.major >= 15 && !it.tables.is_empty() {
                let member = PublicationMember::new(id, ObjectId::Schema("public".into()));
                self.schema.insert(member, PublicationSchema::new());
            }
        }
    }

    fn rule(&mut self, id: &QualifiedName, it: &TableRecipe) {
        let Some(number) = it.rule else { return };
        let mut rule = Rule::new(RuleEvent::Delete, "NOTHING");
        rule.instead = true;
        if number % 2 > 0 {
            rule.event = RuleEvent::Update;
        }
        if number % 3 > 0 {
            rule.condition = Some(format!("(old.id > {})", number % 3).into());
            let on = ObjectId::Column(id.member("id"));
            self.schema.depend(ObjectId::Rule(id.member("rule")), on, Why::Normal);
        }
        rule.enabled = firing_state(number / 6);
        self.schema.insert(id.member("rule"), rule);
    }

    fn foreign_keys(&mut self, it: &TableRecipe) {
        let id = public(it.name);
        if self.schema.get::<Table>(&id).is_none_or(|t| t.persistence != Persistence::Permanent) {
            return;
        }
        for key in &it.keys {
            let other = public(key.references);
            let keyed = other.member(crate::object_name(&other.name, None, "pkey"));
            let permanent =
                self.schema.get::<Table>(&other).is_some_and(|t| t.persistence == Persistence::Permanent);
            if !permanent || self.schema.get::<Constraint>(&keyed).is_none() {
                continue;
            }
            let mut foreign = ForeignKey::new(["id"], other, ["id"]);
            if key.cascade {
                foreign.on_delete = ForeignKeyAction::Cascade;
            }
            let label = format!("fkey{}", key.name);
            let member = id.member(crate::object_name(&id.name, None, &label));
            let constraint = ObjectId::Constraint(member.clone());
            self.schema.insert(member, Constraint::new(ConstraintDefinition::ForeignKey(foreign)));
            self.schema.depend(constraint, ObjectId::Constraint(keyed), Why::Normal);
        }
    }

    fn view(&mut self, it: &ViewRecipe) {
        let from = public(it.relation);
        let columns: Vec<ViewColumn> = match (self.schema.table_view(&from), self.schema.get::<View>(&from)) {
            (Some(table), _) => {
                table.columns().map(|(name, c)| ViewColumn::new(name, c.type_name.clone())).collect()
            }
            (None, Some(view)) => view.columns.clone(),
            (None, None) => return,
        };
        if columns.is_empty() {
            return;
        }
        let Some(id) = self.take(it.name) else { return };
        let columns: Vec<ViewColumn> = columns.into_iter().take(usize::from(it.columns)).collect();
        // Up to 15 PostgreSQL writes the relation before each column, whether it needs to or not.
        let before = if self.major < 16 { format!("{}.", quoted(&from.name)) } else { String::new() };
        let list: Vec<String> = columns.iter().map(|c| format!("{before}{}", quoted(&c.name))).collect();
        let query = format!(" SELECT {}\n   FROM public.{}", list.join(",\n    "), quoted(&from.name));
        let this = ObjectId::View(id.clone());
        for column in &columns {
            self.schema.depend(this.clone(), ObjectId::Column(from.member(&column.name)), Why::Normal);
        }
        let mut view = View::new(query, columns);
        if it.barrier {
            view.options.insert("security_barrier".into(), "true".into());
        }
        self.schema.insert(id, view);
        if it.comment {
            self.comment(this, "A view");
        }
    }
}
