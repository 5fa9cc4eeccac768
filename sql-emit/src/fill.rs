//! Values for rows that have none: at once, or in batches.

use schema_model::{MemberName, QualifiedName, Schema, SqlText};

use crate::quote::{dollar, identifier, literal, parent};
use crate::words::Scope;

/// How many pages of a table one batch fills: 8 MB with pages of the usual size.
const PAGES: u32 = 1000;

/// Whether a table has constraints or triggers that wait for the end of the transaction.
fn waits(schema: &Schema, table: &QualifiedName) -> bool {
    schema.table_view(table).is_some_and(|view| {
        view.constraints().any(|(_, constraint)| constraint.initially_deferred)
            || view.triggers().any(|(_, trigger)| {
                trigger.constraint.as_ref().is_some_and(|constraint| constraint.initially_deferred)
            })
    })
}

/// One UPDATE. What waits for the end of the transaction is looked at then and there: PostgreSQL refuses ALTER TABLE while
/// triggers are pending (`CheckTableNotInUse`).
pub(crate) fn update(scope: Scope<'_>, id: &MemberName, value: &SqlText) -> Vec<String> {
    let (table, name) = (parent(id), identifier(&id.name));
    let mut all = vec![format!("UPDATE {table} SET {name} = ({value}) WHERE {name} IS NULL")];
    if waits(scope.from, &id.parent()) {
        all.push("SET CONSTRAINTS ALL IMMEDIATE".into());
    }
    all
}

/// A block that commits after each batch, over the table and all below it. What an UPDATE writes anew lands further on, and is
/// passed over: it has a value.
pub(crate) fn batches(id: &MemberName, value: &SqlText) -> String {
    let name = identifier(&id.name);
    let update = format!("SET {name} = ({value}) WHERE {name} IS NULL").replace('%', "%%");
    let batch = literal(&format!("UPDATE ONLY %s {update} AND ctid >= %L AND ctid < %L"));
    let table = literal(&parent(id));
    let body = format!(
        "
DECLARE
    part regclass;
    page bigint;
BEGIN
    FOR part IN
        WITH RECURSIVE tree AS (
            SELECT {table}::pg_catalog.regclass AS relation
            UNION
            SELECT i.inhrelid::pg_catalog.regclass
            FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.relation
        )
        SELECT relation FROM tree ORDER BY 1
    LOOP
        page := 0;
        WHILE page * pg_catalog.current_setting('block_size')::bigint < pg_catalog.pg_relation_size(part) LOOP
            EXECUTE pg_catalog.format({batch}, part,
                pg_catalog.format('(%s,0)', page), pg_catalog.format('(%s,0)', page + {PAGES}));
            COMMIT;
            page := page + {PAGES};
        END LOOP;
    END LOOP;
END
"
    );
    format!("DO {}", dollar(&body))
}
