package dev.tusk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
