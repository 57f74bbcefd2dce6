package dev.tusk.harness.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ContextAwareBase;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Slf4jLogger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Where `TUSK_TEST_LOG` names a folder, every logger of every JVM of the tests says all it can
/// (TRACE), libraries and what uses java.util.logging, such as the driver, included; a [LogSweep]
/// looks for passwords in it and writes into the folder. The console has no more lines than
/// without.
///
/// A variable, so that the JVMs which tests start inherit it. Two services find this in each module
/// that has the harness, which are those whose tests know the password of a server: JUnit's
/// ([OfTests]), and Logback's ([OfChildren]) where no test runs. Tusk itself lets nobody configure
/// its logging: there `TUSK_LOG` has the say.
public final class EveryLog {
  /// The variable that names the folder.
  public static final String VARIABLE = "TUSK_TEST_LOG";

  private static final Optional<LogSweep> SWEEP =
      Optional.ofNullable(System.getenv(VARIABLE))
          .filter(folder -> !folder.isBlank())
          .map(folder -> LogSweep.into(Path.of(folder)));

  private EveryLog() {}

  /// Before each test again, because some configure the logging themselves. Made by JUnit.
  public static final class OfTests implements TestExecutionListener {
    @Override
    public void executionStarted(TestIdentifier test) {
      SWEEP.ifPresent(
          sweep -> {
            sweep.during(test.getUniqueId());
            raise((LoggerContext) LoggerFactory.getILoggerFactory(), sweep);
          });
    }
  }

  /// Made by Logback, as it begins.
  @ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
  public static final class OfChildren extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
      if (SWEEP.isEmpty()) {
        return ExecutionStatus.NEUTRAL;
      }
      DefaultJoranConfigurator usual = new DefaultJoranConfigurator();
      usual.setContext(context);
      usual.configure(context);
      raise(context, SWEEP.get());
      return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
  }

  /// Has a Tusk that is about to be started say all it can, unless its test has chosen a level.
  ///
  /// @param variables what `TUSK_LOG` is set in
  public static void ofTusk(Map<String, String> variables) {
    if (SWEEP.isPresent()) {
      variables.putIfAbsent("TUSK_LOG", "trace");
    }
  }

  /// Looks into what a Tusk has logged in its home, as soon as it has ended: the test removes it.
  public static void ofTusk(Process tusk, Path home) {
    SWEEP.ifPresent(
        sweep -> {
          var _ = tusk.onExit().thenRun(() -> sweep.left(home));
        });
  }

  private static void raise(LoggerContext context, LogSweep sweep) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (!root.isAttached(sweep)) {
      for (var each = root.iteratorForAppenders(); each.hasNext(); ) {
        keepQuiet(each.next(), root.getLevel());
      }
      sweep.setContext(context);
      sweep.start();
      root.addAppender(sweep);
    }
    if (context.getCopyOfListenerList().stream()
        .noneMatch(LevelChangePropagator.class::isInstance)) {
      LevelChangePropagator propagator = new LevelChangePropagator();
      propagator.setContext(context);
      propagator.start();
      context.addListener(propagator);
    }
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.install();
    }
    for (Logger each : context.getLoggerList()) {
      if (each != root) {
        each.setLevel(null);
      }
    }
    root.setLevel(Level.TRACE);
    // At TRACE the JDK says the arguments of the tools that fixtures start, passwords of keys among
    // them. SecretSweepTest looks at those of Tusk and of all that it starts.
    context.getLogger("java.lang.ProcessBuilder").setLevel(Level.DEBUG);
    JSch.setLogger(new Slf4jLogger());
  }

  private static void keepQuiet(Appender<ILoggingEvent> appender, Level level) {
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(level.levelStr);
    filter.start();
    appender.addFilter(filter);
  }
}
