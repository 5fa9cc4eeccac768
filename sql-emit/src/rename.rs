//! The words of a rename.

use schema_diff::Rename;
use schema_model::{MemberName, ObjectId, QualifiedName, Schema, Table};

use crate::quote::{identifier, parent, qualified};
use crate::words::address;

/// The statement that carries a rename out, and nothing that follows from it.
///
/// ```
/// use schema_model::{Schema, Server};
///
/// let schema = Schema::new(Server::new(170_000));
/// let rename = "column:public.users.mail=email".parse()?;
/// let sql = sql_emit::rename(&schema, &rename);
/// assert_eq!(sql, "ALTER TABLE public.users RENAME COLUMN mail TO email");
/// # Ok::<(), schema_model::Error>(())
/// ```
pub fn rename(schema: &Schema, rename: &Rename) -> String {
    words(schema, &rename.from, &rename.to)
}

/// `from` is the schema before any rename: what is below an object is renamed before it.
pub(crate) fn statement(from: &Schema, id: &ObjectId, new: &ObjectId) -> String {
    words(from, id, new.own_name())
}

fn words(from: &Schema, id: &ObjectId, to: &str) -> String {
    let to = identifier(to);
    let of = |relation: &str, what: &str, name: &MemberName| {
        format!("ALTER {relation} {} RENAME {what} {} TO {to}", parent(name), identifier(&name.name))
    };
    let on = |what: &str, name: &MemberName| {
        format!("ALTER {what} {} ON {} RENAME TO {to}", identifier(&name.name), parent(name))
    };
    match id {
        ObjectId::Column(name) => of("TABLE", "COLUMN", name),
        ObjectId::Constraint(name) => of("TABLE", "CONSTRAINT", name),
        ObjectId::DomainConstraint(name) => of("DOMAIN", "CONSTRAINT", name),
        ObjectId::Attribute(name) => {
            // The columns of typed tables are renamed along; without the word PostgreSQL refuses. Nothing is dropped.
            let typed = |of: &Option<QualifiedName>| of.as_ref() == Some(&name.parent());
            let along = from.all::<Table>().any(|(_, table)| typed(&table.of_type));
            format!("{}{}", of("TYPE", "ATTRIBUTE", name), if along { " CASCADE" } else { "" })
        }
        ObjectId::Trigger(name) => on("TRIGGER", name),
        ObjectId::Policy(name) => on("POLICY", name),
        ObjectId::Index(name) => format!("ALTER INDEX {} RENAME TO {to}", qualified(&name.in_schema())),
        id => format!("ALTER {} RENAME TO {to}", address(id)),
    }
}
