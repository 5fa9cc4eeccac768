//! One language for choosing objects: by kind, schema, name, owner and extension.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use glob::Pattern;

use crate::apart::Apart;
use crate::{Error, Grantee, Name, Naming, Object, ObjectId, ObjectKind, Schema};

/// Which objects count. Rules are tried in order and the last one that matches an object, or anything that the object
/// is below, decides. Without a matching rule an object counts, unless there is an including rule at all.
///
/// What copies of a database differ in for good reasons counts only where a rule that is about nothing else includes it, and such
/// a rule leaves out nothing else: what is said of the database itself (`database:*`, and `role_setting:*` for what roles are set
/// in it), and what is the cluster's, roles, memberships, tablespaces and privileges on parameters (`cluster:*`, or a rule of
/// one of these kinds).
///
/// ```
/// # use schema_model::{ObjectId, Schema, Selector, Server};
/// let schema = Schema::new(Server::new(170_005));
/// let selector: Selector = "-table:public.audit_*, -schema:tmp".parse()?;
/// assert!(!selector.selects(&schema, &"column:public.audit_2024.id".parse()?));
/// assert!(selector.selects(&schema, &"table:public.users".parse()?));
/// # Ok::<(), schema_model::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    rules: Vec<SelectorRule>,
}

/// One rule: `[-]what:pattern`. `-` leaves out what matches.
///
/// `what` is `schema` (everything in it), `owner`, `role` (a role with its memberships and settings, what it is granted, what is
/// granted by default for it or to it, and its user mappings), `extension`, `cluster` (what is the cluster's), `name` (any kind),
/// or a kind's word; the pattern is matched against the qualified name, or the name of the owner, the role or the extension,
/// with `*`, `?` and `[0-9]` as in file names (`[[]` is a bracket).
///
/// Rules stand on lines of their own, or are separated by commas; `#` begins a comment:
///
/// ```
/// # use schema_model::{Schema, Selector, Server};
/// let selector: Selector = "
///     ## Partitions of the day, made at night.
///     -table:*_p[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]
/// "
/// .parse()?;
/// let schema = Schema::new(Server::new(170_005));
/// assert!(!selector.selects(&schema, &"table:public.log_p20240131".parse()?));
/// assert!(selector.selects(&schema, &"table:public.log_protocol".parse()?));
/// # Ok::<(), schema_model::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectorRule {
    exclude: bool,
    what: What,
    pattern: Pattern,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Schema,
    Owner,
    Role,
    Extension,
    Cluster,
    AnyName,
    Kind(ObjectKind),
}

impl Selector {
    /// A selector that selects everything.
    pub fn everything() -> Self {
        Self::default()
    }

    /// Whether it selects everything.
    pub fn is_everything(&self) -> bool {
        self.rules.is_empty()
    }

    /// The schemas outside of which nothing is selected, if the rules say so: every including rule names one schema. What
    /// reads a database need not ask for more.
    ///
    /// ```
    /// # use schema_model::Selector;
    /// let selector: Selector = "schema:app, schema:audit, -table:app.tmp_*".parse()?;
    /// assert_eq!(selector.only_schemas().map(|names| names.len()), Some(2));
    /// assert_eq!("schema:app_*".parse::<Selector>()?.only_schemas(), None);
    /// # Ok::<(), schema_model::Error>(())
    /// ```
    pub fn only_schemas(&self) -> Option<Vec<Name>> {
        let mut names = Vec::new();
        for rule in self.rules.iter().filter(|rule| !rule.exclude) {
            let pattern = rule.pattern.as_str();
            // The database is read where all schemas are.
            if rule.what != What::Schema || pattern.contains(['*', '?', '[']) {
                return None;
            }
            names.push(Name::from(pattern));
        }
        names.sort();
        names.dedup();
        (!names.is_empty()).then_some(names)
    }

    /// The same with one more rule, which decides over those before it.
    pub fn with(mut self, rule: SelectorRule) -> Self {
        self.rules.push(rule);
        self
    }

    /// The rules, in the order in which they are tried.
    pub fn into_rules(self) -> Vec<SelectorRule> {
        self.rules
    }

    /// Whether it says of the cluster's objects that some count.
    pub fn includes_cluster(&self) -> bool {
        self.rules.iter().any(|rule| !rule.exclude && rule.what.apart() == Some(Apart::Cluster))
    }

    /// Whether an object counts. `schema` tells owners and parents.
    pub fn selects(&self, schema: &Schema, id: &ObjectId) -> bool {
        let apart = Apart::of(id);
        let includes = |rule: &SelectorRule| !rule.exclude && rule.what.apart().is_none();
        let default = apart.is_none() && !self.rules.iter().any(includes);
        // Of what counts only where it is asked for, only such rules speak.
        let speaks =
            |rule: &&SelectorRule| (rule.exclude || rule.what.apart() == apart) && rule.matches(schema, id);
        self.rules.iter().rev().find(speaks).map_or(default, |rule| !rule.exclude)
    }

    /// Takes out what does not count, and gives back how many objects that were. Of which tables partitions or children went,
    /// the schema [remembers](Schema::children_left_out).
    pub fn apply(&self, schema: &mut Schema) -> usize {
        // What stands apart comes first in canonical order.
        let apart = schema.objects().next().is_some_and(|(id, _)| Apart::of(id).is_some());
        if self.is_everything() && !apart {
            return 0;
        }
        let before = schema.len();
        let keep: Vec<ObjectId> =
            schema.objects().map(|(id, _)| id).filter(|id| self.selects(schema, id)).cloned().collect();
        let mut keep = keep.iter().peekable();
        let mut childless = BTreeSet::new();
        // Both are in canonical order.
        schema.retain(|id, object| {
            let kept = keep.next_if(|kept| *kept == id).is_some();
            if let (false, Object::Table(table)) = (kept, object) {
                childless.extend(table.parents().cloned());
            }
            kept
        });
        childless.retain(|table| schema.contains(&ObjectId::Table(table.clone())));
        schema.children_left_out.extend(childless);
        before - schema.len()
    }
}

impl What {
    /// What it is about, where that counts only on request.
    fn apart(self) -> Option<Apart> {
        match self {
            Self::Cluster => Some(Apart::Cluster),
            Self::Kind(kind) => Apart::of_kind(kind),
            Self::Schema | Self::Owner | Self::Role | Self::Extension | Self::AnyName => None,
        }
    }
}

impl SelectorRule {
    fn matches(&self, schema: &Schema, id: &ObjectId) -> bool {
        let here = match self.what {
            What::Schema => id.schema_name().is_some_and(|name| self.pattern.matches(name)),
            What::Owner => schema.owner(id).is_some_and(|owner| self.pattern.matches(owner)),
            What::Role => roles(id).into_iter().flatten().any(|role| self.pattern.matches(role)),
            What::Extension => match id {
                ObjectId::Extension(name) => self.pattern.matches(name),
                _ => false,
            },
            What::Cluster => {
                Apart::of(id) == Some(Apart::Cluster) && self.pattern.matches(&id.naming().plain())
            }
            What::AnyName => self.pattern.matches(&id.naming().plain()),
            What::Kind(kind) => id.kind() == kind && self.pattern.matches(&id.naming().plain()),
        };
        here || match self.what {
            // Everything in a schema says so itself.
            What::Schema => false,
            _ => id.parents().iter().filter(|parent| !matches!(parent, ObjectId::Schema(_))).any(|parent| {
                // What is on a part of an object counts with the part, and with the object.
                let whole = schema.resolve(parent).filter(|whole| *whole != parent);
                self.matches(schema, parent) || whole.is_some_and(|whole| self.matches(schema, whole))
            }),
        }
    }
}

fn role(grantee: &Grantee) -> Option<&Name> {
    match grantee {
        Grantee::Role(name) => Some(name),
        Grantee::Owner | Grantee::Public => None,
    }
}

/// The roles that an id names.
fn roles(id: &ObjectId) -> [Option<&Name>; 2] {
    match id.naming() {
        Naming::Plain(name) if matches!(id, ObjectId::Role(_) | ObjectId::RoleSetting(_)) => {
            [Some(name), None]
        }
        Naming::Membership(name) => [Some(&name.role), Some(&name.member)],
        Naming::Privilege(name) => [role(&name.grantee), name.grantor.as_ref()],
        Naming::DefaultPrivilege(name) => [Some(&name.role), role(&name.grantee)],
        Naming::Part(name) if id.kind() == ObjectKind::UserMapping => [Some(&name.name), None],
        Naming::Plain(_)
        | Naming::Qualified(_)
        | Naming::Member(_)
        | Naming::Part(_)
        | Naming::Routine(_)
        | Naming::Publication(_)
        | Naming::Operator(_)
        | Naming::Method(_)
        | Naming::Cast(_)
        | Naming::Transform(_)
        | Naming::About(_)
        | Naming::SecurityLabel(_) => [None, None],
    }
}

impl FromStr for SelectorRule {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let trimmed = text.trim();
        let (exclude, rest) = match trimmed.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, trimmed),
        };
        let Some((what, pattern)) = rest.split_once(':') else {
            return Err(Error::selector(
                text,
                "expected `what:pattern`, e.g. `schema:app` or `-table:public.audit_*`",
            ));
        };
        let what = match what {
            "schema" => What::Schema,
            "owner" => What::Owner,
            "role" => What::Role,
            "extension" => What::Extension,
            "cluster" => What::Cluster,
            "name" => What::AnyName,
            word => match ObjectKind::from_word(word) {
                Some(kind) => What::Kind(kind),
                None => return Err(Error::selector(text, format!("no kind is called `{word}`"))),
            },
        };
        if pattern.contains([',', '#', '\n']) {
            return Err(Error::selector(
                text,
                "a comma, `#` and a line's end are no part of a pattern: `?` stands for any of them",
            ));
        }
        if pattern.is_empty() {
            return Err(Error::selector(text, "the pattern is empty"));
        }
        // Two stars say what one does, and are something else in paths.
        let mut single = pattern.to_owned();
        while single.contains("**") {
            single = single.replace("**", "*");
        }
        let pattern = Pattern::new(&single).map_err(|error| {
            Error::selector(text, format!("the pattern is none: {} (a bracket itself is `[[]`)", error.msg))
        })?;
        Ok(Self { exclude, what, pattern })
    }
}

impl FromStr for Selector {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.lines()
            .filter_map(|line| line.split('#').next())
            .flat_map(|line| line.split(','))
            .filter(|rule| !rule.trim().is_empty())
            .map(str::parse)
            .collect::<Result<Vec<_>, _>>()
            .map(|rules| Self { rules })
    }
}

impl fmt::Display for SelectorRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            What::Schema => "schema",
            What::Owner => "owner",
            What::Role => "role",
            What::Extension => "extension",
            What::Cluster => "cluster",
            What::AnyName => "name",
            What::Kind(kind) => kind.word(),
        };
        write!(f, "{}{what}:{}", if self.exclude { "-" } else { "" }, self.pattern)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, rule) in self.rules.iter().enumerate() {
            if n > 0 {
                f.write_str(",")?;
            }
            rule.fmt(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Database;

    #[test]
    fn patterns() {
        let schema = Schema::new(crate::Server::new(170_000));
        for (pattern, text, expected) in [
            ("public.*", "public.users", true),
            ("**", "public.x", true),
            ("public.a?c", "public.abc", true),
            ("public.a?c", "public.ac", false),
            ("*_2024_*", "public.log_2024_01", true),
            ("*.a*b*c", "public.aXXbYYbZc", true),
            ("*.a*b*c", "public.aXXbYYbZ", false),
            ("public.🐘*", "public.🐘s", true),
            ("public.p[0-9]", "public.p7", true),
            ("public.p[0-9]", "public.px", false),
            ("public.[[]", "public.[", true),
        ] {
            let selector: Selector = format!("-table:{pattern}").parse().unwrap();
            let (schema_name, name) = text.split_once('.').unwrap();
            let id = ObjectId::Table(crate::QualifiedName::new(schema_name, name));
            assert_eq!(!selector.selects(&schema, &id), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_left_out_below_a_table_is_remembered() {
        let mut schema = Schema::from_json(
            r#"{"format":1,"server":{"version_num":170000},"schemas":[{"id":"schema:public"}],"tables":[
            {"id":"table:public.log","partition_by":"RANGE (at)"},
            {"id":"table:public.log_p1","partition_of":{"parent":"public.log","bound":"FOR VALUES FROM (1) TO (2)"}}]}"#,
        )
        .unwrap();
        let selector: Selector = "-table:*_p[0-9]".parse().unwrap();
        assert_eq!(selector.apply(&mut schema), 1);
        assert_eq!(
            schema.children_left_out.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["public.log"]
        );
        assert_eq!(Schema::from_json(&schema.to_json()).unwrap(), schema);
    }

    #[test]
    fn roles_are_chosen_by_what_they_hold() {
        let schema = Schema::new(crate::Server::new(170_000));
        let selector: Selector = "-role:rds_*".parse().unwrap();
        for (id, expected) in [
            ("privilege:(table:public.t).rds_admin", false),
            ("privilege:(table:public.t).app", true),
            ("user_mapping:far.rds_admin", false),
            ("table:public.rds_t", true),
        ] {
            assert_eq!(selector.selects(&schema, &id.parse().unwrap()), expected, "{id}");
        }
    }

    #[test]
    fn the_database_is_asked_for_by_name() {
        let mut schema = Schema::new(crate::Server::new(170_000));
        schema.insert(Name::from("app"), crate::Namespace::new());
        schema.insert(Database::current(), Database::new());
        let selected = |selector: &str| {
            let selector: Selector = selector.parse().unwrap();
            ["database:current", "owner:(database:current)", "schema:app"]
                .map(|id| selector.selects(&schema, &id.parse().unwrap()))
        };
        assert_eq!(selected(""), [false, false, true]);
        assert_eq!(selected("name:*"), [false, false, true]);
        assert_eq!(selected("database:*"), [true, true, true]);
        assert_eq!(selected("database:*,-owner:(nobody)"), [true, true, true]);
        assert_eq!(selected("database:*,-name:*"), [false, false, false]);
        assert_eq!(selected("database:*,table:public.*"), [true, true, false]);
        let mut rest = schema.clone();
        assert_eq!(Selector::everything().apply(&mut rest), 1);
        assert!(rest.of_kind(ObjectKind::Database).next().is_none());
    }

    #[test]
    fn what_the_cluster_has_counts_only_where_it_is_asked_for() {
        let schema = Schema::from_json(
            r#"{"format":1,"server":{"version_num":170000},"roles":[{"id":"role:app"},{"id":"role:rds_admin"}],
            "memberships":[{"id":"membership:rds_admin.app"}],"parameters":[{"id":"parameter:work_mem"}],
            "databases":[{"id":"database:current"}],"role_settings":[{"id":"role_setting:app","settings":{"work_mem":"1MB"}}],
            "schemas":[{"id":"schema:public"}],"comments":[{"id":"comment:(role:app)","text":"x"}]}"#,
        )
        .unwrap();
        let left = |rules: &str| {
            let mut schema = schema.clone();
            rules.parse::<Selector>().unwrap().apply(&mut schema);
            schema.objects().map(|(id, _)| id.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(left(""), "schema:public");
        assert_eq!(left("name:*"), "schema:public");
        let cluster = "role:app role:rds_admin membership:rds_admin.app parameter:work_mem";
        assert_eq!(left("cluster:*"), format!("{cluster} schema:public comment:(role:app)"));
        assert_eq!(
            left("cluster:*,-role:rds*"),
            "role:app parameter:work_mem schema:public comment:(role:app)"
        );
        assert_eq!(left("cluster:*,schema:other"), format!("{cluster} comment:(role:app)"));
        assert_eq!(left("parameter:*"), "parameter:work_mem schema:public");
        assert_eq!(left("database:*"), "database:current role_setting:app schema:public");
        assert_eq!(left("role_setting:*"), "role_setting:app schema:public");
        assert!("cluster:app_*".parse::<Selector>().unwrap().includes_cluster());
        assert!(!"-cluster:*,database:*".parse::<Selector>().unwrap().includes_cluster());
    }

    #[test]
    fn the_last_matching_rule_decides() {
        let schema = Schema::new(crate::Server::new(170_000));
        let selector: Selector = "schema:app,-table:app.tmp_*,table:app.tmp_keep".parse().unwrap();
        let selects = |id: &str| selector.selects(&schema, &id.parse().unwrap());
        assert!(selects("table:app.users"));
        assert!(!selects("table:other.users"));
        assert!(!selects("comment:(column:app.tmp_x.id)"));
        assert!(selects("column:app.tmp_keep.id"));
        assert_eq!(selector.to_string().parse::<Selector>().unwrap(), selector);
    }

    #[test]
    fn what_is_no_selector_says_why() {
        for (text, reason) in [
            ("users", "what:pattern"),
            ("tabel:x", "no kind"),
            ("table:", "empty"),
            ("table:a[b", "pattern"),
            ("table:a#b", "any of them"),
        ] {
            assert!(text.parse::<SelectorRule>().unwrap_err().to_string().contains(reason));
        }
    }
}
