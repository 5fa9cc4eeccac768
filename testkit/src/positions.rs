//! Whether the next number that a column draws is one that it already has: the first insert after a plan would fail, or
//! give two rows one number.

use std::collections::BTreeSet;

use postgres::Client;

use crate::proof::Failure;

/// Columns with the sequence that their default or their identity draws from, as SQL names.
const DRAWING: &str = "\
    SELECT format('%I.%I', n.nspname, c.relname), format('%I', a.attname), format('%I.%I', ns.nspname, s.relname) \
    FROM pg_catalog.pg_depend d \
    JOIN pg_catalog.pg_class s ON s.oid = CASE d.classid WHEN 'pg_catalog.pg_class'::regclass THEN d.objid ELSE d.refobjid END \
    JOIN pg_catalog.pg_namespace ns ON ns.oid = s.relnamespace \
    LEFT JOIN pg_catalog.pg_attrdef ad ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND ad.oid = d.objid \
    JOIN pg_catalog.pg_attribute a ON a.attrelid = coalesce(ad.adrelid, d.refobjid) AND a.attnum = coalesce(ad.adnum, d.refobjsubid) \
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid \
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
    WHERE s.relkind = 'S' AND c.relkind IN ('r', 'p') AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) \
    AND (d.deptype = 'i' AND d.refclassid = 'pg_catalog.pg_class'::regclass OR ad.oid IS NOT NULL)";

/// The columns, as `schema.table.column`, whose next number is there already. Temporary and odd states are no failure of ours:
/// who calls compares with what was so before.
pub(crate) fn colliding(client: &mut Client) -> Result<BTreeSet<String>, Failure> {
    let drawing = client.query(DRAWING, &[]).map_err(|error| format!("sequences in use: {error}"))?;
    let mut colliding = BTreeSet::new();
    for row in drawing {
        let (table, column, sequence): (String, String, String) = (row.get(0), row.get(1), row.get(2));
        let query = format!(
            "SELECT EXISTS (SELECT FROM {table} t, {sequence} s, pg_catalog.pg_sequence p \
             WHERE p.seqrelid = '{}'::regclass \
             AND t.{column} = s.last_value + CASE WHEN s.is_called THEN p.seqincrement ELSE 0 END)",
            sequence.replace('\'', "''")
        );
        let found = client.query_one(&query, &[]).map_err(|error| format!("{sequence}: {error}"))?;
        if found.get(0) {
            colliding.insert(format!("{table}.{column}"));
        }
    }
    Ok(colliding)
}
