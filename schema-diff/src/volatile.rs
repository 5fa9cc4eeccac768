//! Whether an expression gives another value for every row: then a new column that has it as its default is written into
//! every row; otherwise PostgreSQL notes the value once (`pg_attribute.attmissingval`) and no row is touched.
//!
//! What an expression calls is not read out of it, but for PostgreSQL's own functions, which `pg_depend` does not
//! mention: their names are looked for as words before a bracket, outside of quotes.

use schema_model::{Function, ObjectId, Volatility, Why};

use crate::rules::Context;

/// PostgreSQL's own functions that are volatile (`pg_proc.provolatile`) and give a value, of 14 to 18. The tests of pgmend
/// compare the list with servers. (`timezone(text, timetz)` was volatile in 14 and is left out: it shares its name with what
/// `AT TIME ZONE` calls everywhere.)
pub const VOLATILE_FUNCTIONS: &[&str] = &[
    "amvalidate",
    "array_sample",
    "array_shuffle",
    "binary_upgrade_logical_slot_has_caught_up",
    "brin_summarize_new_values",
    "brin_summarize_range",
    "clock_timestamp",
    "current_query",
    "currtid2",
    "currval",
    "cursor_to_xml",
    "cursor_to_xmlschema",
    "gen_random_uuid",
    "gin_clean_pending_list",
    "lastval",
    "lo_close",
    "lo_creat",
    "lo_create",
    "lo_export",
    "lo_from_bytea",
    "lo_get",
    "lo_import",
    "lo_lseek",
    "lo_lseek64",
    "lo_open",
    "lo_tell",
    "lo_tell64",
    "lo_truncate",
    "lo_truncate64",
    "lo_unlink",
    "loread",
    "lowrite",
    "nextval",
    "pg_advisory_unlock",
    "pg_advisory_unlock_shared",
    "pg_backup_start",
    "pg_blocking_pids",
    "pg_cancel_backend",
    "pg_collation_actual_version",
    "pg_create_restore_point",
    "pg_current_logfile",
    "pg_current_wal_flush_lsn",
    "pg_current_wal_insert_lsn",
    "pg_current_wal_lsn",
    "pg_database_collation_actual_version",
    "pg_database_size",
    "pg_export_snapshot",
    "pg_get_wal_replay_pause_state",
    "pg_import_system_collations",
    "pg_indexes_size",
    "pg_is_in_backup",
    "pg_is_in_recovery",
    "pg_is_wal_replay_paused",
    "pg_isolation_test_session_is_blocked",
    "pg_jit_available",
    "pg_last_wal_receive_lsn",
    "pg_last_wal_replay_lsn",
    "pg_last_xact_replay_timestamp",
    "pg_log_backend_memory_contexts",
    "pg_log_standby_snapshot",
    "pg_logical_emit_message",
    "pg_nextoid",
    "pg_notification_queue_usage",
    "pg_promote",
    "pg_read_binary_file",
    "pg_read_file",
    "pg_read_file_old",
    "pg_relation_size",
    "pg_reload_conf",
    "pg_replication_origin_create",
    "pg_replication_origin_progress",
    "pg_replication_origin_session_is_setup",
    "pg_replication_origin_session_progress",
    "pg_restore_attribute_stats",
    "pg_restore_relation_stats",
    "pg_rotate_logfile",
    "pg_rotate_logfile_old",
    "pg_safe_snapshot_blocking_pids",
    "pg_sequence_last_value",
    "pg_start_backup",
    "pg_stat_get_xact_blocks_fetched",
    "pg_stat_get_xact_blocks_hit",
    "pg_stat_get_xact_function_calls",
    "pg_stat_get_xact_function_self_time",
    "pg_stat_get_xact_function_total_time",
    "pg_stat_get_xact_numscans",
    "pg_stat_get_xact_tuples_deleted",
    "pg_stat_get_xact_tuples_fetched",
    "pg_stat_get_xact_tuples_hot_updated",
    "pg_stat_get_xact_tuples_inserted",
    "pg_stat_get_xact_tuples_newpage_updated",
    "pg_stat_get_xact_tuples_returned",
    "pg_stat_get_xact_tuples_updated",
    "pg_stat_have_stats",
    "pg_stop_backup",
    "pg_switch_wal",
    "pg_table_size",
    "pg_tablespace_size",
    "pg_terminate_backend",
    "pg_total_relation_size",
    "pg_try_advisory_lock",
    "pg_try_advisory_lock_shared",
    "pg_try_advisory_xact_lock",
    "pg_try_advisory_xact_lock_shared",
    "pg_xact_commit_timestamp",
    "pg_xact_status",
    "query_to_xml",
    "query_to_xml_and_xmlschema",
    "query_to_xmlschema",
    "random",
    "random_normal",
    "set_config",
    "setval",
    "timeofday",
    "ts_rewrite",
    "txid_status",
    "uuidv4",
    "uuidv7",
];

/// The names of functions that an expression calls without a schema, as the server writes its own.
fn called(expression: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let bytes = expression.as_bytes();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || !byte.is_ascii();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        if byte == b'\'' || byte == b'"' {
            // A doubled quote closes and opens again.
            at += 1 + bytes[at + 1..].iter().take_while(|b| **b != byte).count() + 1;
        } else if is_word(byte) {
            let end = at + bytes[at..].iter().take_while(|b| is_word(**b)).count();
            let qualified = at > 0 && bytes.get(at - 1) == Some(&b'.');
            if bytes.get(end) == Some(&b'(') && !qualified {
                names.extend(expression.get(at..end));
            }
            at = end;
        } else {
            at += 1;
        }
    }
    names
}

/// Whether an expression calls one of PostgreSQL's own volatile functions.
fn calls_volatile(expression: &str) -> bool {
    called(expression).iter().any(|name| VOLATILE_FUNCTIONS.binary_search(name).is_ok())
}

/// Whether an expression of the second schema, which belongs to this object, is volatile.
///
/// It is taken for volatile where that can't be told: what belongs to an extension is not in the model, and a function in SQL
/// that says it is volatile and isn't can be inlined by the planner (`inline_function`). PostgreSQL may then do less than
/// is claimed.
pub(crate) fn is_volatile(context: Context<'_>, owner: &ObjectId, expression: &str) -> bool {
    let mut volatile = calls_volatile(expression);
    context.to.edges_of(owner, |on, why| match on {
        ObjectId::Function(name) => {
            volatile |=
                context.to.get::<Function>(name).is_some_and(|f| f.volatility == Volatility::Volatile);
        }
        ObjectId::Extension(_) => volatile |= why == Why::Normal,
        _ => {}
    });
    volatile
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(VOLATILE_FUNCTIONS.is_sorted());
    }

    #[test]
    fn volatile_or_not() {
        for (expression, volatile) in [
            ("nextval('s'::regclass)", true),
            ("(random() * (10)::double precision)", true),
            ("COALESCE(NULL::uuid, gen_random_uuid())", true),
            ("now()", false),
            ("CURRENT_TIMESTAMP", false),
            ("'random()'::text", false),
            ("'it''s random()'::text", false),
            ("\"random\"()", false),
            ("app.random()", false),
            ("ünïcödérandom()", false),
            ("'unclosed", false),
        ] {
            assert_eq!(calls_volatile(expression), volatile, "{expression}");
        }
    }
}
