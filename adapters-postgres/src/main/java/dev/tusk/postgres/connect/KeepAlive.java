package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Setting;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/// How TCP finds out that the other side is gone, by libpq's `keepalives…`. What the system does
/// not have is left out. `tcp_user_timeout` is one of those: Java cannot set it.
final class KeepAlive {
  private KeepAlive() {}

  static boolean wanted(ConnectionSettings settings) {
    return settings.get(Setting.KEEPALIVES, "1").equals("1");
  }

  /// Sets up a connected socket of TCP.
  static void apply(Socket socket, ConnectionSettings settings) throws IOException {
    if (wanted(settings)) {
      set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, settings, Setting.KEEPALIVES_IDLE);
      set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, settings, Setting.KEEPALIVES_INTERVAL);
      set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, settings, Setting.KEEPALIVES_COUNT);
    }
  }

  private static void set(
      Socket socket, SocketOption<Integer> option, ConnectionSettings settings, Setting setting)
      throws IOException {
    int value = Integer.parseInt(settings.get(setting, "0"));
    // 0 stands for the system's default, in libpq too
    if (value > 0 && socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }
}
