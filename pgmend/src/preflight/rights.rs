//! Which rights a plan needs, told from the two schemas; and which of them a role has, told by the server in one query.

use std::collections::BTreeSet;
use std::fmt;

use postgres::Client;
use schema_diff::{Action, Plan, Verb};
use schema_model::{Constraint, ConstraintDefinition, Extension, ObjectId, QualifiedName, Role, Schema};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, server_message};

/// Something that the role which runs a plan must be allowed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Right {
    /// To act as the owner of what is changed: it is that role, or has its privileges.
    ActAs {
        /// The owner.
        role: String,
    },
    /// To give something away to a role: from 16 on the SET option of a membership in it, before 16 any membership.
    GiveTo {
        /// The new owner.
        role: String,
    },
    /// CREATE on a schema that is there.
    CreateIn {
        /// The schema.
        schema: String,
    },
    /// CREATE on a schema for the role that something in it is given to; a superuser need not mind.
    MayKeepIn {
        /// The new owner.
        role: String,
        /// The schema.
        schema: String,
    },
    /// CREATE on the database: new schemas and trusted extensions.
    CreateInDatabase,
    /// REFERENCES on a table that a new foreign key refers to.
    References {
        /// Its schema.
        schema: String,
        /// The table.
        table: String,
    },
    /// To install an extension: what its control file asks for (`pg_available_extension_versions.superuser`, `trusted`).
    /// Managed servers may let others do it all the same.
    Install {
        /// The extension.
        extension: String,
    },
    /// CREATEROLE: to make, change and drop roles and memberships. From 16 on the ADMIN option on the role is needed as well.
    CreateRole,
    /// A superuser's rights: for tablespaces, and for roles that may what not everybody may.
    Superuser,
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ActAs { role } => write!(f, "the rights of the role {role}, the owner"),
            Self::GiveTo { role } => write!(f, "membership in the role {role}, the new owner"),
            Self::CreateIn { schema } => write!(f, "CREATE on the schema {schema}"),
            Self::MayKeepIn { role, schema } => {
                write!(f, "CREATE on the schema {schema} for the role {role}, the new owner")
            }
            Self::CreateInDatabase => f.write_str("CREATE on the database"),
            Self::References { schema, table } => write!(f, "REFERENCES on the table {schema}.{table}"),
            Self::Install { extension } => {
                write!(f, "a superuser's rights, to install the extension {extension}")
            }
            Self::CreateRole => f.write_str("CREATEROLE"),
            Self::Superuser => f.write_str("a superuser's rights"),
        }
    }
}

/// A right with what it is needed for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// What must be allowed.
    pub right: Right,
    /// The objects whose statements need it, the first few.
    pub objects: Vec<String>,
    /// How many there are.
    pub count: usize,
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { right, objects, count } = self;
        write!(f, "{right}: for {}", objects.join(", "))?;
        match count - objects.len().min(*count) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// How many objects are named.
const NAMED: usize = 3;

/// What a plan needs. What it makes itself is its role's own.
pub fn needed(plan: &Plan, from: &Schema, to: &Schema) -> Vec<Need> {
    let from = &*plan.after_renames(from, to);
    let mut all: Vec<(Right, ObjectId)> = Vec::new();
    for action in plan.actions.iter().flat_map(Action::flatten) {
        let id = &action.id;
        all.extend(of_action(action, from, to).into_iter().map(|right| (right, id.clone())));
    }
    all.sort();
    all.dedup();
    let mut needs: Vec<Need> = Vec::new();
    for (right, id) in all {
        match needs.last_mut().filter(|need| need.right == right) {
            Some(need) => {
                need.count += 1;
                if need.objects.len() < NAMED {
                    need.objects.push(id.to_string());
                }
            }
            None => needs.push(Need { right, objects: vec![id.to_string()], count: 1 }),
        }
    }
    needs
}

fn of_action(action: &Action, from: &Schema, to: &Schema) -> Vec<Right> {
    let id = &action.id;
    let mut rights = Vec::new();
    rights.extend(owner(id, from).map(|role| Right::ActAs { role }));
    match (&action.verb, id) {
        (Verb::Create, ObjectId::Schema(_)) => rights.push(Right::CreateInDatabase),
        (_, ObjectId::Role(name)) => {
            let powerful = |schema: &Schema| {
                let role = schema.get::<Role>(name);
                role.is_some_and(|role| role.superuser || role.replication || role.bypass_row_security)
            };
            rights.push(if powerful(from) || powerful(to) { Right::Superuser } else { Right::CreateRole });
        }
        (_, ObjectId::Membership(_)) => rights.push(Right::CreateRole),
        (Verb::Create | Verb::Drop, ObjectId::Tablespace(_)) => rights.push(Right::Superuser),
        (Verb::Create, ObjectId::Extension(name)) => {
            rights.push(Right::Install { extension: name.to_string() });
            let schema = to.get::<Extension>(name).map(|extension| &extension.schema);
            rights.extend(schema.and_then(|name| create_in(name.as_str(), from)));
        }
        (Verb::Create | Verb::Alter(_), ObjectId::Owner(target)) => {
            let role = match to.object(id) {
                Some(schema_model::Object::Owner(owner)) => owner.role.to_string(),
                _ => return rights,
            };
            // What is made here belongs to the role that runs the plan already, where it is that one.
            let same = from.owner(target.id()).is_some_and(|old| *old == role.as_str());
            if !same {
                if let Some(schema) = target.id().schema_name().filter(|_| is_in_schema(target.id()))
                    && from.contains(&ObjectId::Schema(schema.clone()))
                {
                    rights.push(Right::MayKeepIn { role: role.clone(), schema: schema.to_string() });
                }
                rights.push(Right::GiveTo { role });
            }
        }
        (Verb::Create | Verb::Rename { .. }, id) if is_in_schema(id) => {
            rights.extend(id.schema_name().and_then(|schema| create_in(schema.as_str(), from)));
        }
        // An index is a new object in the schema of its table, that of a constraint too (`DefineIndex`).
        (Verb::Create, ObjectId::Index(name)) => rights.extend(create_in(name.schema.as_str(), from)),
        (Verb::Create, ObjectId::Constraint(name)) => {
            match to.get::<Constraint>(name).map(|constraint| &constraint.definition) {
                Some(ConstraintDefinition::ForeignKey(key)) => {
                    rights.extend(references(&key.references, from));
                }
                Some(
                    ConstraintDefinition::PrimaryKey(_)
                    | ConstraintDefinition::Unique(_)
                    | ConstraintDefinition::Exclusion(_),
                ) => rights.extend(create_in(name.schema.as_str(), from)),
                Some(ConstraintDefinition::Check(_)) | None => {}
            }
        }
        _ => {}
    }
    rights
}

/// Whether it stands in a schema by itself, and not as a part of something.
fn is_in_schema(id: &ObjectId) -> bool {
    id.target().is_none() && matches!(id.parents().as_slice(), [ObjectId::Schema(_)])
}

/// Who owns what an object is, or is part of; nobody yet, where the plan makes it.
fn owner(id: &ObjectId, from: &Schema) -> Option<String> {
    let mut at = id.target().unwrap_or(id).clone();
    if let Some(whole) = from.resolve(&at) {
        at = whole.clone();
    }
    // Parents of parents: an object is at most three levels deep.
    for _ in 0..4 {
        if let Some(role) = from.owner(&at) {
            return Some(role.to_string());
        }
        if from.contains(&at) && is_in_schema(&at) {
            return None;
        }
        // What stands in a schema is the business of its own owner, not of the schema's.
        at = match at.parents().into_iter().next()? {
            ObjectId::Schema(_) => return None,
            parent => parent,
        };
    }
    None
}

/// CREATE on a schema that is there: a new one belongs to the role that runs the plan.
fn create_in(schema: &str, from: &Schema) -> Option<Right> {
    from.contains(&ObjectId::Schema(schema.into())).then(|| Right::CreateIn { schema: schema.to_owned() })
}

fn references(table: &QualifiedName, from: &Schema) -> Option<Right> {
    from.contains(&ObjectId::Table(table.clone()))
        .then(|| Right::References { schema: table.schema.to_string(), table: table.name.to_string() })
}

/// Nothing where there is no such thing: that is another error.
const ASK: &str = "\
SELECT w.at::pg_catalog.int4, CASE w.kind
    WHEN 'act' THEN (SELECT pg_catalog.pg_has_role(r.oid, 'USAGE') FROM pg_catalog.pg_roles r WHERE r.rolname = w.one)
    WHEN 'give' THEN (SELECT pg_catalog.pg_has_role(r.oid, {member}) FROM pg_catalog.pg_roles r WHERE r.rolname = w.one)
    WHEN 'create' THEN (SELECT pg_catalog.has_schema_privilege(n.oid, 'CREATE') FROM pg_catalog.pg_namespace n
                        WHERE n.nspname = w.one)
    WHEN 'keep' THEN (SELECT pg_catalog.has_schema_privilege(r.oid, n.oid, 'CREATE') OR u.rolsuper
                      FROM pg_catalog.pg_roles r CROSS JOIN pg_catalog.pg_namespace n CROSS JOIN pg_catalog.pg_roles u
                      WHERE r.rolname = w.one AND n.nspname = w.two AND u.rolname = CURRENT_USER)
    WHEN 'database' THEN pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
    WHEN 'references' THEN (SELECT pg_catalog.has_table_privilege(c.oid, 'REFERENCES')
                              OR pg_catalog.has_any_column_privilege(c.oid, 'REFERENCES')
                            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                            WHERE n.nspname = w.one AND c.relname = w.two)
    WHEN 'role' THEN (SELECT u.rolsuper OR u.rolcreaterole FROM pg_catalog.pg_roles u WHERE u.rolname = CURRENT_USER)
    WHEN 'super' THEN (SELECT u.rolsuper FROM pg_catalog.pg_roles u WHERE u.rolname = CURRENT_USER)
    WHEN 'install' THEN (SELECT pg_catalog.bool_or(u.rolsuper OR NOT v.superuser
                              OR v.trusted AND pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'))
                         FROM pg_catalog.pg_available_extension_versions v
                         JOIN pg_catalog.pg_available_extensions e ON e.name = v.name AND e.default_version = v.version
                         CROSS JOIN pg_catalog.pg_roles u
                         WHERE v.name = w.one AND u.rolname = CURRENT_USER)
    END
FROM ROWS FROM (
    pg_catalog.unnest($1::pg_catalog.int4[]), pg_catalog.unnest($2::pg_catalog.text[]),
    pg_catalog.unnest($3::pg_catalog.text[]), pg_catalog.unnest($4::pg_catalog.text[])
) AS w(at, kind, one, two)";

/// The needs that the role of this session does not meet.
///
/// # Errors
///
/// Those of the server.
pub(super) fn missing(client: &mut Client, needs: &[Need]) -> Result<Vec<Need>> {
    if needs.is_empty() {
        return Ok(Vec::new());
    }
    let failed = |e: &postgres::Error| Error::failed(format!("rights: {}", server_message(e)));
    let version: i32 = client
        .query_one("SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4", &[])
        .map_err(|e| failed(&e))?
        .get(0);
    let query = ASK.replace("{member}", if version < 160_000 { "'MEMBER'" } else { "'SET'" });
    let places: Vec<i32> = (0..).take(needs.len()).collect();
    let words: Vec<(&str, &str, &str)> = needs
        .iter()
        .map(|need| match &need.right {
            Right::ActAs { role } => ("act", role.as_str(), ""),
            Right::GiveTo { role } => ("give", role.as_str(), ""),
            Right::CreateIn { schema } => ("create", schema.as_str(), ""),
            Right::MayKeepIn { role, schema } => ("keep", role.as_str(), schema.as_str()),
            Right::CreateInDatabase => ("database", "", ""),
            Right::References { schema, table } => ("references", schema.as_str(), table.as_str()),
            Right::Install { extension } => ("install", extension.as_str(), ""),
            Right::CreateRole => ("role", "", ""),
            Right::Superuser => ("super", "", ""),
        })
        .collect();
    let kinds: Vec<&str> = words.iter().map(|(kind, ..)| *kind).collect();
    let ones: Vec<&str> = words.iter().map(|(_, one, _)| *one).collect();
    let twos: Vec<&str> = words.iter().map(|(.., two)| *two).collect();
    let rows = client.query(&query, &[&places, &kinds, &ones, &twos]).map_err(|e| failed(&e))?;
    let lacking: BTreeSet<usize> = rows
        .iter()
        .filter(|row| row.get::<_, Option<bool>>(1) == Some(false))
        .filter_map(|row| usize::try_from(row.get::<_, i32>(0)).ok())
        .collect();
    Ok(lacking.into_iter().filter_map(|at| needs.get(at)).cloned().collect())
}
