package dev.tusk.app.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/// Keeps Logback from configuring itself: a `logback.xml` on the class path and
/// `-Dlogback.configurationFile` can run code (CVE-2026-1225), and [Logs] says all there is to say.
///
/// Named in `META-INF/services`; Logback asks the highest rank first and stops at this answer.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class NoForeignConfiguration extends ContextAwareBase implements Configurator {
  /// Made by Logback.
  public NoForeignConfiguration() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
