package dev.tusk.core.error;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that can go wrong in Tusk, by whose trouble it is (FR-001).
///
/// Eight sealed kinds, records beneath: a consumer switches over them without a `default`, so that
/// a new error cannot be forgotten anywhere.
public sealed interface TuskError {
  /// What happened, in one sentence, without secrets and without row data beyond the server's own.
  String message();

  /// What the server said, when it was the server.
  default @Nullable ServerError server() {
    return null;
  }

  /// The server cannot be reached, is lost, or has no room for us.
  sealed interface Connection extends TuskError {}

  /// The server does not believe who we are.
  sealed interface Authentication extends TuskError {}

  /// TLS could not be agreed on.
  sealed interface Ssl extends TuskError {}

  /// The tunnel could not be built.
  sealed interface Ssh extends TuskError {}

  /// The server refused or stopped a statement.
  sealed interface Query extends TuskError {}

  /// The disk, the data directory or Tusk's own database.
  sealed interface Storage extends TuskError {}

  /// The system's keyring.
  sealed interface Keyring extends TuskError {}

  /// A bug, in Tusk or in the server.
  sealed interface Internal extends TuskError {}

  /// No server could be reached at `host:port`.
  record Unreachable(Reach cause, String message, String host, int port) implements Connection {}

  /// Why a server could not be reached.
  enum Reach {
    HOST_UNKNOWN,
    REFUSED,
    TIMEOUT,
    NOT_POSTGRES,
    OTHER
  }

  /// The server answered and declined the connection: unknown database, too many clients, starting.
  ///
  /// @param host where; empty when it is not known, with port 0
  record Declined(ServerError server, String database, String host, int port)
      implements Connection {
    /// By a server whose address is not known.
    public Declined(ServerError server) {
      this(server, "", "", 0);
    }

    @Override
    public String message() {
      return server.message();
    }
  }

  /// An open connection is gone. What ran on it may or may not have taken effect.
  ///
  /// @param server what the server said before it closed, for example `57P01`; null when it said
  ///     nothing
  record LinkLost(String message, @Nullable ServerError server) implements Connection {}

  /// No session became free within `waited`.
  ///
  /// @param holders the tabs and tasks that hold the pool's sessions
  /// @param waiting how many wait, this one included
  record PoolTimeout(Duration waited, int waiting, List<String> holders) implements Connection {
    public PoolTimeout {
      holders = List.copyOf(holders);
    }

    @Override
    public String message() {
      return "No free session after "
          + waited.toMillis() / 1000.0
          + " s; "
          + waiting
          + " waiting, held by "
          + (holders.isEmpty() ? "nobody" : String.join(", ", holders));
    }
  }

  /// The link was cut while COMMIT or a statement outside a transaction was under way.
  record OutcomeUnknown(String message) implements Connection {}

  /// Wrong user, wrong password, or no entry in `pg_hba.conf`.
  record LoginRefused(ServerError server, String user) implements Authentication {
    /// Whether the server says that it was the password.
    public boolean isWrongPassword() {
      return "28P01".equals(server.sqlState());
    }

    @Override
    public String message() {
      return server.message();
    }
  }

  /// A password is needed and nobody was there to give one.
  record PasswordMissing(String user, String connection) implements Authentication {
    @Override
    public String message() {
      return "Connection \"" + connection + "\" needs a password for user \"" + user + "\"";
    }
  }

  /// The server asks for a way of logging in that Tusk does not speak, or cannot use here.
  record MethodUnsupported(String message, String user) implements Authentication {}

  /// The peer could not prove that it knows the password.
  record ServerIdentity(String message) implements Authentication {}

  /// TLS failed.
  record TlsFailed(Tls cause, String message) implements Ssl {}

  /// Why TLS failed.
  enum Tls {
    NOT_OFFERED,
    REQUIRED_BY_SERVER,
    EXPIRED,
    NOT_YET_VALID,
    HOST_MISMATCH,
    UNKNOWN_CA,
    /// Its key is too short, or its signature uses a broken algorithm.
    WEAK,
    /// Its authority has taken it back.
    REVOKED,
    /// The server speaks only versions of TLS that are too old.
    TOO_OLD,
    CLIENT_CERTIFICATE,
    OTHER
  }

  /// The SSH tunnel failed.
  record TunnelFailed(Tunnel cause, String message) implements Ssh {}

  /// Why there is no tunnel.
  enum Tunnel {
    /// The SSH server does not answer.
    UNREACHABLE,
    /// It did not accept who we are, for none of the reasons below.
    LOGIN,
    /// It wants a key, and there is none.
    LOGIN_NO_KEY,
    /// It wants a key, there is none in a file, and the agent does not answer or has none.
    LOGIN_AGENT,
    /// It accepts none of our keys.
    LOGIN_KEY,
    /// A key was not opened: its passphrase was wrong, or nobody gave it.
    LOGIN_PASSPHRASE,
    /// It did not accept a password, or an answer to a question of its own.
    LOGIN_PASSWORD,
    /// Nobody answered what it asked.
    LOGIN_UNANSWERED,
    /// It accepts only methods that Tusk does not know.
    LOGIN_METHOD,
    /// A key file is missing, damaged, or readable by others.
    KEY_FILE,
    /// The server is not known, and nobody said that it is to be trusted.
    HOST_KEY_UNKNOWN,
    /// The server is known by another key, or this key was revoked.
    HOST_KEY_CHANGED,
    /// The two have no algorithm in common.
    ALGORITHM,
    /// The server does not forward to the database.
    FORWARD_REFUSED,
    /// The server cannot reach the database.
    TARGET_UNREACHABLE,
    /// `~/.ssh/config`, or what the connection says of the tunnel.
    SETTINGS,
    OTHER
  }

  /// The server refused a statement.
  record StatementFailed(ServerError server) implements Query {
    @Override
    public String message() {
      return server.message();
    }
  }

  /// A person stopped the statement.
  record Cancelled(String message, @Nullable ServerError server) implements Query {}

  /// `--timeout` or a limit of ours passed; the statement was stopped.
  record TimedOut(Duration limit) implements Query {
    @Override
    public String message() {
      return "Stopped after the time limit of " + limit.toMillis() / 1000.0 + " s";
    }
  }

  /// Tusk does not send this, and says why.
  ///
  /// @param next what a person can do to have it sent
  record NotSent(String message, String suggestion, List<NextStep> next) implements Query {
    public NotSent {
      next = List.copyOf(next);
    }

    /// One that is sent only when its text or its connection is another.
    public NotSent(String message, String suggestion) {
      this(message, suggestion, List.of());
    }
  }

  /// The order of a result does not fit into the memory kept for orders; the rows are kept.
  record ResultTooBig(long rows, long bytes) implements Query {
    @Override
    public String message() {
      return "The order of "
          + rows
          + " rows takes "
          + (bytes + (1 << 20) - 1) / (1 << 20)
          + " MB, which is more than is left for orders; close other sorted results, or give Tusk"
          + " more memory (TUSK_HEAP)";
    }
  }

  /// Tusk's own files.
  record StorageFailed(Disk cause, String message) implements Storage {}

  /// Why a file could not be used.
  enum Disk {
    FULL,
    READ_ONLY,
    CORRUPT,
    NEWER,
    LOCKED,
    MISSING,
    OTHER
  }

  /// The keyring did not do what was asked.
  record KeyringFailed(Ring cause, String message) implements Keyring {}

  /// Why the keyring did not do it.
  enum Ring {
    DENIED,
    ABSENT,
    TIMEOUT,
    OTHER
  }

  /// No password is stored under this key.
  record CredentialNotFound(String key) implements Keyring {
    @Override
    public String message() {
      return "No password is stored for " + key;
    }
  }

  /// A bug in Tusk.
  record Bug(String message) implements Internal {}

  /// The server reported a fault of its own (class XX).
  record ServerBug(ServerError server) implements Internal {
    @Override
    public String message() {
      return server.message();
    }
  }

  /// The process ran out of heap; the work was dropped, Tusk goes on.
  record OutOfMemory(String message) implements Internal {}
}
