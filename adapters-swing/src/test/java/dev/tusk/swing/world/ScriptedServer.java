package dev.tusk.swing.world;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A server that lets everybody in who knows the password, if it has one. It may be told to run
/// something in the middle of connecting, or to fail.
public final class ScriptedServer implements Connector {
  public volatile @Nullable String password;
  public volatile @Nullable TuskError failure;
  public volatile @Nullable String tls = "TLSv1.3";
  public volatile @Nullable SshHostKey unknown;
  public volatile Runnable during = () -> {};

  @Override
  public ConnectionPool open(
      ConnectionConfig config,
      @Nullable Secret given,
      Cancellation cancellation,
      ConnectDialogue dialogue) {
    dialogue.step(ConnectStep.RESOLVE);
    dialogue.step(ConnectStep.CONNECT);
    during.run();
    if (cancellation.isCancelled()) {
      throw new TuskException(new TuskError.Cancelled("Connecting was stopped", null));
    }
    var key = unknown;
    if (key != null && !dialogue.trust(key)) {
      throw new TuskException(new TuskError.Cancelled("Not trusted", null));
    }
    var broken = failure;
    if (broken != null) {
      if (broken instanceof TuskError.TlsFailed) {
        dialogue.step(ConnectStep.ENCRYPT);
      }
      throw new TuskException(broken);
    }
    if (ConnectStep.of(config).contains(ConnectStep.ENCRYPT)) {
      dialogue.step(ConnectStep.ENCRYPT);
    }
    dialogue.step(ConnectStep.AUTHENTICATE);
    var wanted = password;
    if (wanted != null && given == null) {
      throw new TuskException(new TuskError.PasswordMissing(config.user(), config.name()));
    }
    if (wanted != null && !Secret.of(wanted).equals(given)) {
      throw new TuskException(
          new TuskError.LoginRefused(
              ServerError.of(
                  "28P01", "password authentication failed for user \"" + config.user() + "\""),
              config.user()));
    }
    dialogue.step(ConnectStep.PREPARE);
    return new Pool(
        config,
        new ServerInfo(
            "18.1 (Debian 18.1-1)",
            180_001,
            config.database(),
            config.user(),
            tls,
            "TLS_AES_256_GCM_SHA384",
            false,
            false,
            "Europe/Berlin",
            Duration.ofNanos(2_400_000)));
  }

  private record Pool(ConnectionConfig config, ServerInfo server) implements ConnectionPool {
    @Override
    public Session lease(String holder, Cancellation cancellation) {
      throw new UnsupportedOperationException("the scripted server has no sessions");
    }

    @Override
    public PoolStatus status() {
      return new PoolStatus(3, 1, 0, config.options().maxSessions(), 1);
    }

    @Override
    public void close() {}
  }
}
