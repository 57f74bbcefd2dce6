package dev.tusk.core.connection;

import dev.tusk.core.kernel.DrivenPort;
import dev.tusk.core.kernel.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What libpq finds around it on this machine: variables, the files of its user, local servers.
/// Blocks; thread-safe.
@DrivenPort
public interface LibpqEnvironment {
  /// The variables of the environment. Unmodifiable.
  Map<String, String> variables();

  /// The operating system's user.
  String user();

  /// The texts of the service files that there are, in libpq's order: the user's, the system's.
  List<String> serviceFiles();

  /// The text of the password file, owned by the caller; empty when there is none, or when others
  /// may read it.
  ///
  /// @param warnings hears that it is not used, and why
  Optional<Secret> passwordFile(Consumer<? super String> warnings);

  /// The Unix sockets of servers on this machine, in the directories where distributions have them.
  List<HostAddress> sockets();
}
