package dev.tusk.core.error;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns errors into what a person reads: the code, its name, and what to do next.
final class ErrorCatalog {
  private static final String UNKNOWN_CODE =
      "[Code {code} is not one of PostgreSQL's: a function, an extension or the driver set it; its"
          + " message says what it means.|The message says what happened.]";

  private ErrorCatalog() {}

  static ErrorInfo describe(TuskError error, ErrorScene scene) {
    @Nullable ServerError server = error.server();
    ClientCondition condition = condition(error);
    @Nullable SqlState state =
        server == null || server.sqlState().isBlank() ? null : SqlState.of(server.sqlState());
    String message = error.message();
    return new ErrorInfo(
        category(error),
        message.isBlank() ? "No message was given" : message,
        state == null ? condition.code() : state.code(),
        state == null ? null : state.conditionName(),
        server == null ? null : server.detail(),
        server == null ? null : server.hint(),
        suggestion(error, scene, state, condition),
        server == null ? null : server.where(),
        server == null ? 0 : server.position(),
        server == null ? null : server.internalQuery(),
        server == null ? 0 : server.internalPosition(),
        NextSteps.of(error),
        isRecoverable(error, state));
  }

  private static String category(TuskError error) {
    return switch (error) {
      case TuskError.Connection ignored -> "Connection";
      case TuskError.Authentication ignored -> "Authentication";
      case TuskError.Ssl ignored -> "TLS";
      case TuskError.Ssh ignored -> "SSH";
      case TuskError.Query ignored -> "Query";
      case TuskError.Storage ignored -> "Storage";
      case TuskError.Keyring ignored -> "Keyring";
      case TuskError.Internal ignored -> "Internal";
    };
  }

  private static boolean isRecoverable(TuskError error, @Nullable SqlState state) {
    return switch (error) {
      case TuskError.Query ignored -> state == null || !state.isServerFault();
      case TuskError.PoolTimeout ignored -> true;
      case TuskError.Connection ignored -> false;
      case TuskError.Authentication ignored -> false;
      case TuskError.Ssl ignored -> false;
      case TuskError.Ssh ignored -> false;
      case TuskError.Storage ignored -> true;
      case TuskError.Keyring ignored -> true;
      case TuskError.OutOfMemory ignored -> true;
      case TuskError.Internal ignored -> false;
    };
  }

  private static @Nullable String suggestion(
      TuskError error, ErrorScene scene, @Nullable SqlState state, ClientCondition condition) {
    if (error instanceof TuskError.NotSent notSent) {
      String own = HintTemplate.clip(notSent.suggestion(), HintTemplate.LONGEST);
      return own.isEmpty() ? null : own;
    }
    @Nullable String template = template(error, state, condition);
    return template == null || template.isEmpty()
        ? null
        : HintTemplate.fill(template, values(error, scene));
  }

  private static @Nullable String template(
      TuskError error, @Nullable SqlState state, ClientCondition condition) {
    // 57014 has three causes. Ours are Cancelled, which needs no advice, and TimedOut, which says
    // its limit; whatever else stopped a statement was the server's.
    if (state == null || error instanceof TuskError.Cancelled) {
      return condition.template();
    }
    boolean inStatement = error instanceof TuskError.Query;
    if (state.className() == null) {
      return inStatement ? UNKNOWN_CODE : condition.template();
    }
    return state.hintTemplate(inStatement);
  }

  /// The condition of an error as far as no SQLSTATE says it better.
  private static ClientCondition condition(TuskError error) {
    return switch (error) {
      case TuskError.Unreachable unreachable ->
          switch (unreachable.cause()) {
            case HOST_UNKNOWN -> ClientCondition.HOST_UNKNOWN;
            case REFUSED -> ClientCondition.REFUSED;
            case TIMEOUT -> ClientCondition.CONNECT_TIMEOUT;
            case NOT_POSTGRES -> ClientCondition.NOT_POSTGRES;
            case OTHER -> ClientCondition.UNREACHABLE;
          };
      case TuskError.Declined ignored -> ClientCondition.DECLINED;
      case TuskError.LinkLost ignored -> ClientCondition.LINK_LOST;
      case TuskError.PoolTimeout ignored -> ClientCondition.POOL_TIMEOUT;
      case TuskError.OutcomeUnknown ignored -> ClientCondition.OUTCOME_UNKNOWN;
      case TuskError.LoginRefused ignored -> ClientCondition.LOGIN_REFUSED;
      case TuskError.PasswordMissing ignored -> ClientCondition.PASSWORD_MISSING;
      case TuskError.MethodUnsupported ignored -> ClientCondition.LOGIN_METHOD;
      case TuskError.ServerIdentity ignored -> ClientCondition.SERVER_IDENTITY;
      case TuskError.TlsFailed tls ->
          switch (tls.cause()) {
            case NOT_OFFERED -> ClientCondition.TLS_NOT_OFFERED;
            case REQUIRED_BY_SERVER -> ClientCondition.TLS_REQUIRED_BY_SERVER;
            case EXPIRED -> ClientCondition.TLS_EXPIRED;
            case NOT_YET_VALID -> ClientCondition.TLS_NOT_YET_VALID;
            case HOST_MISMATCH -> ClientCondition.TLS_HOST_MISMATCH;
            case UNKNOWN_CA -> ClientCondition.TLS_UNKNOWN_CA;
            case WEAK -> ClientCondition.TLS_WEAK;
            case REVOKED -> ClientCondition.TLS_REVOKED;
            case TOO_OLD -> ClientCondition.TLS_TOO_OLD;
            case CLIENT_CERTIFICATE -> ClientCondition.TLS_CLIENT_CERTIFICATE;
            case OTHER -> ClientCondition.TLS_FAILED;
          };
      case TuskError.TunnelFailed tunnel ->
          switch (tunnel.cause()) {
            case UNREACHABLE -> ClientCondition.SSH_UNREACHABLE;
            case LOGIN -> ClientCondition.SSH_AUTH;
            case LOGIN_NO_KEY -> ClientCondition.SSH_AUTH_NO_KEY;
            case LOGIN_AGENT -> ClientCondition.SSH_AUTH_AGENT;
            case LOGIN_KEY -> ClientCondition.SSH_AUTH_KEY;
            case LOGIN_PASSPHRASE -> ClientCondition.SSH_AUTH_PASSPHRASE;
            case LOGIN_PASSWORD -> ClientCondition.SSH_AUTH_PASSWORD;
            case LOGIN_UNANSWERED -> ClientCondition.SSH_AUTH_UNANSWERED;
            case LOGIN_METHOD -> ClientCondition.SSH_AUTH_METHOD;
            case KEY_FILE -> ClientCondition.SSH_KEY_FILE;
            case HOST_KEY_UNKNOWN -> ClientCondition.SSH_HOSTKEY_UNKNOWN;
            case HOST_KEY_CHANGED -> ClientCondition.SSH_HOSTKEY_CHANGED;
            case ALGORITHM -> ClientCondition.SSH_ALGORITHM;
            case FORWARD_REFUSED -> ClientCondition.SSH_FORWARD_REFUSED;
            case TARGET_UNREACHABLE -> ClientCondition.SSH_TARGET_UNREACHABLE;
            case SETTINGS -> ClientCondition.SSH_SETTINGS;
            case OTHER -> ClientCondition.SSH_FAILED;
          };
      case TuskError.StatementFailed ignored -> ClientCondition.STATEMENT_FAILED;
      case TuskError.Cancelled ignored -> ClientCondition.CANCELLED;
      case TuskError.TimedOut ignored -> ClientCondition.TIME_LIMIT;
      case TuskError.NotSent ignored -> ClientCondition.NOT_SENT;
      case TuskError.ResultTooBig ignored -> ClientCondition.RESULT_TOO_BIG;
      case TuskError.StorageFailed storage ->
          switch (storage.cause()) {
            case FULL -> ClientCondition.STORAGE_FULL;
            case READ_ONLY -> ClientCondition.STORAGE_READONLY;
            case CORRUPT -> ClientCondition.STORAGE_CORRUPT;
            case NEWER -> ClientCondition.STORAGE_NEWER;
            case LOCKED -> ClientCondition.STORAGE_LOCKED;
            case MISSING -> ClientCondition.STORAGE_MISSING;
            case OTHER -> ClientCondition.STORAGE_FAILED;
          };
      case TuskError.KeyringFailed keyring ->
          switch (keyring.cause()) {
            case DENIED -> ClientCondition.KEYRING_DENIED;
            case ABSENT -> ClientCondition.KEYRING_ABSENT;
            case TIMEOUT -> ClientCondition.KEYRING_TIMEOUT;
            case OTHER -> ClientCondition.KEYRING_FAILED;
          };
      case TuskError.CredentialNotFound ignored -> ClientCondition.CREDENTIAL_NOT_FOUND;
      case TuskError.Bug ignored -> ClientCondition.BUG;
      case TuskError.ServerBug ignored -> ClientCondition.SERVER_BUG;
      case TuskError.OutOfMemory ignored -> ClientCondition.OUT_OF_MEMORY;
    };
  }

  /// What the hints' placeholders stand for; never the server's message or detail (row data).
  private static Map<String, @Nullable String> values(TuskError error, ErrorScene scene) {
    Map<String, @Nullable String> values = new HashMap<>();
    values.put("name", scene.name());
    values.put("nearest", nearest(scene.nearest()));
    @Nullable ServerError server = error.server();
    if (server != null) {
      @Nullable String schema = server.schema();
      @Nullable String table = server.table();
      @Nullable String where = server.where();
      values.put("code", server.sqlState());
      values.put("schema", schema);
      values.put("object", schema == null || table == null ? table : schema + "." + table);
      values.put("column", server.column());
      values.put("type", server.dataType());
      values.put("constraint", server.constraint());
      values.put("context", where);
      values.put("function", where == null ? null : innermostFunction(where));
      values.put("detail", server.detail());
      values.put("position", server.position() > 0 ? "1" : null);
    }
    switch (error) {
      case TuskError.Unreachable unreachable -> {
        values.put("host", unreachable.host());
        values.put("port", Integer.toString(unreachable.port()));
      }
      case TuskError.Declined declined -> {
        values.put("database", declined.database());
        values.put("host", declined.host());
        values.put("port", declined.port() == 0 ? null : Integer.toString(declined.port()));
      }
      case TuskError.LoginRefused refused -> values.put("user", refused.user());
      case TuskError.MethodUnsupported method -> values.put("user", method.user());
      case TuskError.PasswordMissing missing -> {
        values.put("user", missing.user());
        values.put("connection", missing.connection());
      }
      case TuskError.PoolTimeout pool -> values.put("holders", String.join(", ", pool.holders()));
      case TuskError.TimedOut late -> values.put("limit", seconds(late.limit()));
      case TuskError.CredentialNotFound absent -> values.put("key", absent.key());
      case TuskError other -> {
        // The rest has nothing to name beyond the server's fields.
      }
    }
    return values;
  }

  /// The first line of CONTEXT when it names a function; otherwise it may quote SQL or row data.
  private static @Nullable String innermostFunction(String where) {
    return where.lines().findFirst().filter(line -> line.contains("PL/pgSQL")).orElse(null);
  }

  /// As many of the names as a hint has room for.
  private static @Nullable String nearest(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      int longer = text.length() + 2 + name.length();
      if (!text.isEmpty() && longer > HintTemplate.LONGEST_VALUE) {
        break;
      }
      text.append(text.isEmpty() ? "" : ", ").append(name);
    }
    return text.isEmpty() ? null : text.toString();
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
