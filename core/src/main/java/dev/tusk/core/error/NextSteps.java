package dev.tusk.core.error;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which steps an error leaves, the most useful first.
final class NextSteps {
  private NextSteps() {}

  static List<NextStep> of(TuskError error) {
    return switch (error) {
      case TuskError.Unreachable ignored -> List.of(NextStep.EDIT_CONNECTION, NextStep.RECONNECT);
      case TuskError.Declined declined -> declined(declined.server().sqlState());
      case TuskError.LinkLost ignored -> List.of(NextStep.RECONNECT);
      case TuskError.PoolTimeout ignored -> List.of(NextStep.FREE_SESSION, NextStep.RUN_AGAIN);
      case TuskError.OutcomeUnknown ignored -> List.of(NextStep.RECONNECT, NextStep.CHECK_DATA);
      case TuskError.LoginRefused refused ->
          refused.server().sqlState().equals("28P01")
              ? List.of(NextStep.SIGN_IN)
              : List.of(NextStep.SIGN_IN, NextStep.EDIT_CONNECTION);
      case TuskError.PasswordMissing ignored -> List.of(NextStep.SIGN_IN);
      case TuskError.MethodUnsupported ignored -> List.of(NextStep.TELL_ADMINISTRATOR);
      case TuskError.ServerIdentity ignored -> List.of(NextStep.TELL_ADMINISTRATOR);
      case TuskError.TlsFailed tls ->
          switch (tls.cause()) {
            case EXPIRED, NOT_YET_VALID, WEAK, REVOKED, TOO_OLD ->
                List.of(NextStep.TELL_ADMINISTRATOR);
            case NOT_OFFERED,
                REQUIRED_BY_SERVER,
                HOST_MISMATCH,
                UNKNOWN_CA,
                CLIENT_CERTIFICATE,
                OTHER ->
                List.of(NextStep.EDIT_CONNECTION);
          };
      case TuskError.TunnelFailed tunnel ->
          switch (tunnel.cause()) {
            case HOST_KEY_CHANGED, FORWARD_REFUSED -> List.of(NextStep.TELL_ADMINISTRATOR);
            case HOST_KEY_UNKNOWN -> List.of(NextStep.RECONNECT);
            case LOGIN_PASSPHRASE, LOGIN_PASSWORD, LOGIN_UNANSWERED ->
                List.of(NextStep.RECONNECT, NextStep.EDIT_CONNECTION);
            case LOGIN_METHOD -> List.of(NextStep.TELL_ADMINISTRATOR);
            case UNREACHABLE, TARGET_UNREACHABLE ->
                List.of(NextStep.EDIT_CONNECTION, NextStep.RECONNECT);
            case LOGIN,
                LOGIN_NO_KEY,
                LOGIN_AGENT,
                LOGIN_KEY,
                KEY_FILE,
                ALGORITHM,
                SETTINGS,
                OTHER ->
                List.of(NextStep.EDIT_CONNECTION);
          };
      case TuskError.StatementFailed failed -> statement(failed.server());
      case TuskError.Cancelled ignored -> List.of(NextStep.RUN_AGAIN);
      case TuskError.TimedOut ignored -> List.of(NextStep.RUN_AGAIN);
      case TuskError.NotSent notSent -> notSent.next();
      case TuskError.ResultTooBig ignored -> List.of();
      case TuskError.StorageFailed ignored -> List.of(NextStep.MEND_DISK);
      case TuskError.KeyringFailed ignored -> List.of(NextStep.OPEN_KEYRING, NextStep.SIGN_IN);
      case TuskError.CredentialNotFound ignored -> List.of(NextStep.SIGN_IN);
      case TuskError.Bug ignored -> List.of(NextStep.REPORT_BUG);
      case TuskError.ServerBug ignored -> List.of(NextStep.TELL_ADMINISTRATOR);
      case TuskError.OutOfMemory ignored -> List.of();
    };
  }

  private static List<NextStep> declined(String code) {
    if (code.equals("42501")) {
      return List.of(NextStep.TELL_ADMINISTRATOR);
    }
    return switch (SqlState.classOf(code)) {
      case "53", "57" -> List.of(NextStep.RECONNECT);
      case "55", "58", "F0", "XX" -> List.of(NextStep.TELL_ADMINISTRATOR);
      default -> List.of(NextStep.EDIT_CONNECTION);
    };
  }

  private static List<NextStep> statement(ServerError server) {
    List<NextStep> steps = new ArrayList<>(2);
    if (server.position() > 0) {
      steps.add(NextStep.GO_TO_PLACE);
    }
    @Nullable NextStep step =
        switch (server.sqlState()) {
          case "25P02" -> NextStep.ROLL_BACK;
          case "26000", "40001", "40P01", "55006", "55P03", "57014" -> NextStep.RUN_AGAIN;
          case "42501", "55P02" -> NextStep.TELL_ADMINISTRATOR;
          default ->
              switch (SqlState.classOf(server.sqlState())) {
                case "40", "72" -> NextStep.RUN_AGAIN;
                case "53", "58", "F0" -> NextStep.TELL_ADMINISTRATOR;
                default -> null;
              };
        };
    if (step != null) {
      steps.add(step);
    }
    return List.copyOf(steps);
  }
}
