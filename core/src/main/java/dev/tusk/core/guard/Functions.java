package dev.tusk.core.guard;

import dev.tusk.core.guard.StatementEffect.Degree;
import java.util.Set;

/// Which functions of PostgreSQL, and of the extensions that come with it, write or act on others.
///
/// From `pg_proc` of PostgreSQL 18. Those that the server itself refuses in a read-only transaction
/// are here too: older servers let some of them pass.
final class Functions {
  private static final Set<String> WRITING =
      Set.of(
          "nextval",
          "setval",
          "currtid2",
          "lowrite",
          "pg_notify",
          "pg_cancel_backend",
          "pg_terminate_backend",
          "pg_reload_conf",
          "pg_promote",
          "pg_switch_wal",
          "pg_import_system_collations",
          "pg_log_backend_memory_contexts",
          "pg_logical_emit_message",
          "pg_sync_replication_slots",
          "pg_set_relation_stats",
          "pg_restore_relation_stats",
          "pg_clear_relation_stats",
          "pg_restore_attribute_stats",
          "pg_clear_attribute_stats",
          "pg_extension_config_dump",
          "autoprewarm_start_worker",
          "autoprewarm_dump_now",
          "pg_truncate_visibility_map",
          "heap_force_kill",
          "heap_force_freeze",
          "gin_clean_pending_list",
          "brin_desummarize_range",
          "brin_summarize_new_values",
          "brin_summarize_range");

  /// Beginnings of names; each a family.
  private static final Set<String> FAMILIES =
      Set.of(
          "lo_",
          "dblink",
          "pg_create_",
          "pg_drop_",
          "pg_copy_",
          "pg_replication_",
          "pg_backup_",
          "pg_start_backup",
          "pg_stop_backup",
          "pg_rotate_",
          "pg_wal_replay_",
          "pg_stat_reset",
          "pg_stat_statements_reset",
          "pg_stat_force",
          "pg_logical_slot_",
          "pg_file_",
          "binary_upgrade_",
          "pg_advisory_",
          "pg_try_advisory_",
          "pg_buffercache_evict",
          "cron_",
          "postgres_fdw_disconnect");

  /// Of those families, what only reads.
  private static final Set<String> READING = Set.of("lo_get", "pg_backup_start_time");

  /// A function of any other schema is somebody's own.
  private static final Set<String> SYSTEM_SCHEMAS = Set.of("pg_catalog", "information_schema");

  private Functions() {}

  /// The effect of a call, whose name stands there and its parenthesis behind it.
  static StatementEffect call(Words words, int at) {
    if (words.isUnreadableName(at)) {
      return new StatementEffect(
          Degree.DANGEROUS, "Tusk cannot tell which function " + words.text(at) + " is");
    }
    String name = words.value(at);
    if (name.equals("set_config")) {
      return setConfig(words, at + 2);
    }
    boolean family = FAMILIES.stream().anyMatch(name::startsWith) && !READING.contains(name);
    if (WRITING.contains(name) || family) {
      return new StatementEffect(Degree.WRITES, name + "() writes");
    }
    boolean foreign = words.is(at - 1, '.') && !SYSTEM_SCHEMAS.contains(words.value(at - 2));
    return foreign
        ? new StatementEffect(Degree.UNKNOWN, words.text(at) + "() may write")
        : StatementEffect.READ;
  }

  private static StatementEffect setConfig(Words words, int argument) {
    boolean harmless =
        words.isString(argument)
            && words.is(argument + 1, ',')
            && !Lifting.concerns(words.value(argument));
    return harmless
        ? StatementEffect.READ
        : new StatementEffect(Degree.LIFTS, "set_config() may take the guard away");
  }
}
