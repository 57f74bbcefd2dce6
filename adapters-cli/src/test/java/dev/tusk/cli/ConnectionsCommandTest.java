package dev.tusk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the commands say of passwords is what became of them.
@Requirement({"FR-019a", "FR-018"})
class ConnectionsCommandTest {
  private final CommandLineRun tusk = new CommandLineRun(new FixedClock());
  @TempDir Path folder;

  private String shown(String name) {
    return tusk.run("connections", "show", name)
        .out()
        .lines()
        .filter(line -> line.startsWith("password"))
        .findFirst()
        .orElse("");
  }

  @Test
  void storedPasswordIsShownAsKeptInTheKeyring() {
    CommandLineRun.Ended added = tusk.run("connections", "add", "shop", "--url", tusk.url());

    assertThat(added.code()).as(added.err()).isZero();
    assertThat(added.err()).doesNotContain("not saved");
    assertThat(shown("shop")).contains("kept in the keyring");
  }

  @Test
  void theTunnelIsKeptWithTheConnection() {
    CommandLineRun.Ended added =
        tusk.run(
            "connections",
            "add",
            "shop",
            "--url",
            tusk.url(),
            "--ssh",
            "me@gate",
            "--ssh-jump",
            "a,b");
    CommandLineRun.Ended nowhere =
        tusk.run("connections", "add", "nowhere", "--url", tusk.url(), "--ssh", "me@");
    assertThat(nowhere.code()).isEqualTo(ExitCode.USAGE);
    assertThat(nowhere.err()).contains("user@host:port");
    CommandLineRun.Ended alone =
        tusk.run("connections", "add", "other", "--url", tusk.url(), "--ssh-key", "~/.ssh/id");

    assertThat(added.code()).as(added.err()).isZero();
    assertThat(tusk.run("connections", "show", "shop").out()).contains("me@gate", "a,b");
    assertThat(tusk.run("connections", "list").out()).contains("/shop through a, b, me@gate\t");
    assertThat(alone.code()).isNotZero();
    assertThat(alone.err()).contains("need --ssh");
  }

  @Test
  void aKeyOfTheTunnelInTheUrlIsMeantFromHere() {
    CommandLineRun.Ended added =
        tusk.run(
            "connections",
            "add",
            "shop",
            "--url",
            tusk.url() + "&ssh=me@gate",
            "--ssh-key",
            "keys/../id");

    assertThat(added.code()).as(added.err()).isZero();
    assertThat(tusk.run("connections", "show", "shop").out())
        .containsOnlyOnce("ssh_key: " + Path.of("id").toAbsolutePath());
  }

  @Test
  void editChangesWhatIsGivenAndNothingElse() {
    String settings = "&group=Customers&ssh=me@gate&ssh_key=/k&search_path=a&guard=ask";
    tusk.run("connections", "add", "shop", "--url", tusk.url() + settings);
    String before = tusk.run("connections", "show", "shop").out();
    // Variables of the environment are for new connections.
    tusk.variable("PGSSLMODE", "require").variable("PGPASSWORD", "another");

    edited("--url", "host=db2 connect_timeout=7");
    assertThat(tusk.run("connections", "show", "shop").out())
        .isEqualTo(
            before
                .replace("db.example.org", "db2")
                .replace("connect timeout: 10000", "connect timeout: 7000"));
    assertThat(stored()).contains(CommandLineRun.PASSWORD);

    edited("--url", "postgresql://bo@db3:5444/other?sslmode=require&search_path=b");
    edited("--ssh", "you@gate", "--name", "store");
    assertThat(tusk.run("connections", "show", "store").out())
        .contains(
            "name: store",
            "address: bo@db3:5444/other through you@gate",
            "sslmode: require",
            "group: Customers",
            "ssh_key: /k",
            "search_path: b",
            "guard: ask");
    assertThat(stored()).contains(CommandLineRun.PASSWORD);
  }

  private void edited(String... options) {
    List<String> arguments = new ArrayList<>(List.of("connections", "edit", "shop"));
    arguments.addAll(List.of(options));
    CommandLineRun.Ended ended = tusk.run(arguments.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).doesNotContain("not saved");
  }

  /// The password in the keyring of the only connection.
  private Optional<String> stored() {
    ConnectionId id = tusk.storage().connections().all().getFirst().id();
    return tusk.credentials().exists(id)
        ? Optional.of(tusk.credentials().retrieve(id).reveal(String::new))
        : Optional.empty();
  }

  @Test
  void editClearsWhatIsNamed() {
    tusk.run(
        "connections",
        "add",
        "shop",
        "--url",
        tusk.url() + "&group=Customers&ssh=me@gate&ssh_key=/k&ssh_jump=a&role=r");
    edited("--clear", "ssh", "--clear", "group");
    assertThat(tusk.run("connections", "show", "shop").out())
        .contains("role: r")
        .doesNotContain("ssh", "group", "through");

    CommandLineRun.Ended unknown = tusk.run("connections", "edit", "shop", "--clear", "host");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("\"host\" cannot be cleared", "search_path");
  }

  @Test
  void editBringsTheUsualGuardOfAStageAndKeepsAStricterOne() {
    tusk.run("connections", "add", "shop", "--url", tusk.url());
    edited("--stage", "production");
    assertThat(tusk.run("connections", "show", "shop").out())
        .contains("stage: production", "guard: production");
    edited("--stage", "development");
    assertThat(tusk.run("connections", "show", "shop").out()).contains("guard: silent");
    edited("--url", "guard=read-only");
    edited("--stage", "production");
    assertThat(tusk.run("connections", "show", "shop").out()).contains("guard: read-only");
  }

  @Test
  void editSavesAnotherPasswordOnlyWhenToldTo() {
    tusk.run("connections", "add", "shop", "--url", tusk.url());
    tusk.variable("PGPASSWORD", "an0ther");
    edited("--password");
    assertThat(stored()).contains("an0ther");
    edited("--no-password");
    assertThat(stored()).isEmpty();
    assertThat(shown("shop")).contains("asked for each time");
    CommandLineRun.Ended inUrl =
        tusk.run("connections", "edit", "shop", "--url", "postgresql://:thi4d@/");
    assertThat(inUrl.code()).as(inUrl.err()).isZero();
    assertThat(inUrl.err()).contains("visible to other users").doesNotContain("thi4d");
    assertThat(stored()).contains("thi4d");
    assertThat(shown("shop")).contains("kept in the keyring");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody --stage test              | No saved connection is called",
        "shop                             | Nothing to change",
        "shop --stage prod                | --stage is development",
        "shop --url host=x,y,z port=1,2   | one argument too many",
        "shop --url frob=1                | does not know the option",
        "shop --ssh-key /k                | need --ssh",
        "shop --name other                | is called \"other\" already",
        "shop --password --no-password    | not both",
      })
  void wrongEditsAreRefusedAndChangeNothing(String arguments, String words) {
    tusk.run("connections", "add", "shop", "--url", tusk.url());
    tusk.run("connections", "add", "other", "--url", tusk.url());
    String before = tusk.run("connections", "show", "shop").out();
    CommandLineRun.Ended ended = tusk.run(("connections edit " + arguments).split(" +", -1));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(words);
    assertThat(tusk.run("connections", "show", "shop").out()).isEqualTo(before);
  }

  @Test
  void connectionWithoutAPasswordIsNotSaidToHaveOneInTheKeyring() {
    tusk.variable("PGPASSWORD", null).run("connections", "add", "shop", "--url", tusk.url());

    assertThat(shown("shop")).contains("not saved; asked for when connecting");
  }

  @Test
  void passwordThatIsLostWithTheCommandIsSaidToBeLost() {
    tusk.credentials().warnWith("Passwords are kept for this session only: no keyring.");

    CommandLineRun.Ended added = tusk.run("connections", "add", "shop", "--url", tusk.url());

    assertThat(added.code()).isZero();
    assertThat(added.err())
        .contains("no keyring", "the password is not saved; Tusk will ask for it")
        .doesNotContain(CommandLineRun.PASSWORD);
  }

  @Test
  void passwordThatShallNotBeSavedIsShownAsAskedFor() {
    tusk.run("connections", "add", "shop", "--no-password", "--url", tusk.url());

    assertThat(shown("shop")).contains("asked for each time");
  }

  @Requirement({"C-13", "FR-018"})
  @Test
  void exportHoldsNoPasswordAndImportKeepsTheOnesItFinds() throws IOException {
    Path file = folder.resolve("services.conf");
    Files.writeString(
        file, "[shop]\nhost=h\ndbname=d\nuser=u\npassword=" + CommandLineRun.PASSWORD + "\n");
    assertThat(tusk.run("connections", "import", file.toString()).code()).isZero();
    assertThat(shown("shop")).contains("kept in the keyring");

    Path exported = folder.resolve("exported.conf");
    assertThat(tusk.run("connections", "export", exported.toString()).code()).isZero();

    assertThat(Files.readString(exported))
        .contains("[shop]", "host=h")
        .doesNotContain(CommandLineRun.PASSWORD, "password");
  }

  @Test
  void importThatLosesPasswordsSaysHowMany() throws IOException {
    tusk.credentials().warnWith("Passwords are kept for this session only: no keyring.");
    Path file = folder.resolve("services.conf");
    Files.writeString(file, "[a]\nhost=h\npassword=x1\n[b]\nhost=h\npassword=x2\n[c]\nhost=h\n");

    CommandLineRun.Ended imported = tusk.run("connections", "import", file.toString());

    assertThat(imported.err()).contains("2 passwords are not saved", "3 saved");
  }

  @Test
  void whatIsExportedIsImportedAgain() throws IOException {
    String url = tusk.url() + "&search_path=a,b&group=Customers";
    assertThat(tusk.run("connections", "add", "shop", "--url", url).code()).isZero();
    Path file = folder.resolve("all.json");
    assertThat(tusk.run("connections", "export", file.toString()).code()).isZero();
    assertThat(Files.readString(file)).doesNotContain(CommandLineRun.PASSWORD);
    assertThat(tusk.run("connections", "remove", "--yes", "shop").code()).isZero();
    assertThat(tusk.run("connections", "import", file.toString()).err()).contains("1 saved");
    assertThat(tusk.run("connections", "show", "shop").out())
        .contains("search_path: a,b", "group: Customers", "host: db.example.org");
  }

  @Test
  void importSaysWhatItCannotUse() throws IOException {
    Path file =
        Files.writeString(folder.resolve("s.conf"), "[a]\nhost=h\nkrbsrvname=x\n[b]\nhost=h\n");
    CommandLineRun.Ended ended = tusk.run("connections", "import", file.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("krbsrvname", "1 saved, 1 cannot be used");
  }

  @Test
  void testNamesEachStepAndWhatFailed() {
    tusk.run("connections", "add", "shop", "--url", tusk.url());
    CommandLineRun.Ended well = tusk.run("connections", "test", "shop");
    assertThat(well.code()).isZero();
    assertThat(well.err()).contains("DNS, ", "TCP, ", "authentication, ", "catalog, ");
    assertThat(well.out()).startsWith("PostgreSQL ");
    assertThat(tusk.run("connections", "test", "--json", "shop").out())
        .startsWith("{\"ok\": true, \"steps\": [{\"step\": \"DNS\", \"ms\": ")
        .contains("\"latency_ms\": ");
    tusk.variable("PGPASSWORD", "wrong");
    CommandLineRun.Ended badly = tusk.run("connections", "test", "--json", "shop");
    assertThat(badly.code()).isEqualTo(3);
    assertThat(badly.out()).contains("\"failed\": \"authentication\"", "28P01");
    assertThat(tusk.run("connections", "test", "shop").err()).contains("failed at authentication");
  }
}
