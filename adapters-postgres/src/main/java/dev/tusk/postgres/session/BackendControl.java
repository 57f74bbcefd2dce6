package dev.tusk.postgres.session;

/// Reaches a server process over another session, encrypted when that one is.
public interface BackendControl {
  /// Gets hold of a way to send; may take as long as a connection takes.
  ///
  /// @throws dev.tusk.core.error.TuskException when no session can be had
  Request open();

  /// One use of the way; to be closed. The methods throw a TuskException when there is no answer:
  /// then it is not known whether the request was delivered.
  interface Request extends AutoCloseable {
    /// `pg_cancel_backend`.
    ///
    /// @return whether the server says that it sent the signal
    boolean cancel(int pid);

    /// `pg_terminate_backend`.
    boolean terminate(int pid);

    /// The process that answers, as [SharedProcess#ASK] tells it.
    String process();

    @Override
    void close();
  }
}
