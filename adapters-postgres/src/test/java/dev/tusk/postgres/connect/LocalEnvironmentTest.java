package dev.tusk.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.LibpqEnvironment;
import dev.tusk.core.connection.LibpqEnvironmentContract;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalEnvironmentTest implements LibpqEnvironmentContract {
  @TempDir private Path home;

  @Override
  public LibpqEnvironment on(Machine machine) {
    Map<String, String> variables = new HashMap<>(machine.variables());
    variables.put("HOME", home.toString());
    variables.put("PGSYSCONFDIR", home.resolve("etc").toString());
    try {
      Files.createDirectories(home.resolve("etc"));
      Files.deleteIfExists(home.resolve(".pg_service.conf"));
      String services = machine.services();
      if (services != null) {
        Files.writeString(home.resolve(".pg_service.conf"), services);
      }
      String system = machine.systemServices();
      if (system != null) {
        Files.writeString(home.resolve("etc/pg_service.conf"), system);
      }
      String passwords = machine.passwords();
      if (passwords != null) {
        Path file = Files.writeString(home.resolve(".pgpass"), passwords);
        String mode = machine.othersMayRead() ? "rw-r-----" : "rw-------";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new LocalEnvironment(variables, List.of(home));
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------, true",
    "r--------, true",
    "rwx------, true",
    "rw-r-----, false",
    "rw----r--, false",
    "rw--w----, false",
    "rw-----w-, false",
    "rw---x---, false"
  })
  void permissionsCountAsInLibpq(String mode, boolean used) throws IOException {
    Path file = Files.writeString(home.resolve("pass"), "*:*:*:*:x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    LocalEnvironment environment =
        new LocalEnvironment(Map.of("PGPASSFILE", file.toString()), List.of());
    assertThat(environment.passwordFile(warning -> {}).isPresent()).isEqualTo(used);
  }

  @Test
  void socketsAreFoundOnceByTheirNames() throws IOException {
    for (String name : List.of(".s.PGSQL.5433", ".s.PGSQL.5432", ".s.PGSQL.5432.lock", "x")) {
      Files.createFile(home.resolve(name));
    }
    Path link = Files.createSymbolicLink(home.resolve("link"), home);
    assertThat(new LocalEnvironment(Map.of(), List.of(home, link, home.resolve("no"))).sockets())
        .containsExactly(
            new HostAddress(home.toString(), 5432), new HostAddress(home.toString(), 5433));
  }

  @Test
  void serviceFileOfTheVariableTakesThePlaceOfTheUsers() throws IOException {
    Path file = Files.writeString(home.resolve("mine"), "[a]\n");
    Files.writeString(home.resolve(".pg_service.conf"), "[b]\n");
    assertThat(
            new LocalEnvironment(
                    Map.of(
                        "HOME", home.toString(),
                        "PGSERVICEFILE", file.toString(),
                        "PGSYSCONFDIR", home.resolve("no").toString()),
                    List.of())
                .serviceFiles())
        .containsExactly("[a]\n");
  }

  /// Used for what is no option of a connection, or of no effect on one.
  private static final Set<String> NO_OPTIONS =
      Set.of(
          "PGSERVICE",
          "PGSERVICEFILE",
          "PGSYSCONFDIR",
          "PGPASSWORD",
          "PGPASSFILE",
          "PGOPTIONS",
          "PGTZ",
          "PGDATESTYLE",
          "PGGEQO",
          "PGREQUIRESSL",
          "PGLOCALEDIR",
          "PGOAUTHDEBUG");

  /// Those of a newer libpq too, as soon as there is one.
  @Test
  void everyVariableThatLibpqReadsIsFollowedOrRefused() throws Exception {
    List<String> passedOver = new ArrayList<>();
    Set<String> known = variablesOfLibpq();
    for (String name : known) {
      if (!NO_OPTIONS.contains(name) && reached(Map.of(name, "~ 1")).equals(reached(Map.of()))) {
        passedOver.add(name);
      }
    }
    assertThat(known).contains("PGHOST", "PGSSLNEGOTIATION").hasSizeGreaterThan(35);
    assertThat(passedOver).isEmpty();
  }

  private static String reached(Map<String, String> variables) {
    try {
      LocalEnvironment environment = new LocalEnvironment(variables, List.of());
      return ConnectionUrl.text(
          new ReadConnection(environment, () -> new UUID(1, 2)).fromEnvironment().config());
    } catch (IllegalArgumentException refused) {
      return "refused";
    }
  }

  /// The names that stand as whole strings in the newest library itself.
  private static Set<String> variablesOfLibpq() throws Exception {
    Path library;
    try (Connection connection = PgFixture.shared(PgFixture.NEWEST).address("postgres").connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("select setting from pg_config where name = 'PKGLIBDIR'")) {
      rows.next();
      library = Path.of(rows.getString(1)).resolveSibling("libpq.so.5");
    }
    return Pattern.compile("\\x00(PG(?!RES_)[A-Z_]{2,})(?=\\x00)")
        .matcher(Files.readString(library, StandardCharsets.ISO_8859_1))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
