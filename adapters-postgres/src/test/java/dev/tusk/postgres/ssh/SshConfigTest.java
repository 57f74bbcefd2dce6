package dev.tusk.postgres.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.error.TuskException;
import dev.tusk.harness.ssh.SshKeys;
import dev.tusk.harness.ssh.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is made of a configuration is what `ssh -G` makes of it.
final class SshConfigTest {
  private static final String CONFIG =
      """
      # everybody
      Include conf.d/*.conf
      Host plain
        HostName plain.example.org
        Port 2201
        User deploy
        IdentityFile ~/.ssh/plain_key
        IdentityFile %d/.ssh/%r@%h
        CertificateFile ~/.ssh/%h-cert.pub
        CertificateFile plain-cert.pub

      Host *.corp.example.org !secret.corp.example.org
        User corp
        ProxyJump gate,admin@second.example.org:2222
      host quoted = x
      Host "with quotes" eq
        HostName=quoted.example.org   # a comment
        User "a b"
        UserKnownHostsFile ~/.ssh/kh1 "~/.ssh/k h2"
      Host gate
        HostName 10.0.0.1
        User keeper
        HostKeyAlias the-gate
        StrictHostKeyChecking yes
        HashKnownHosts yes
        IdentitiesOnly yes
        IdentityAgent none
      Host gate
        User too-late
      Match host plain.example.org
        HashKnownHosts yes
      Match originalhost matched user root,deploy
        Port 77
      Match host nowhere exec "false"
        User never
      Match all
        GlobalKnownHostsFile /dev/null
      Host short-*
        HostName %h.example.org
      Host *
        User everybody
        ProxyJump none
      """;

  @TempDir private Path home;

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(SshServer.missing().isEmpty());
    Files.createDirectories(home.resolve(".ssh/conf.d"));
    Files.writeString(home.resolve(".ssh/config"), CONFIG);
    Files.writeString(
        home.resolve(".ssh/conf.d/a.conf"), "Host included\n  Port 99\n  User inside\n");
  }

  @Test
  void everyHostIsWhatSshMakesOfIt() throws Exception {
    List<String> hosts =
        List.of(
            "plain",
            "a.corp.example.org",
            "secret.corp.example.org",
            "eq",
            "gate",
            "included",
            "matched",
            "short-1",
            "nowhere",
            "root@matched",
            "deploy@plain:5",
            "x",
            "PLAIN");
    Map<String, Map<String, String>> ours = new LinkedHashMap<>();
    Map<String, Map<String, String>> theirs = new LinkedHashMap<>();
    for (String host : hosts) {
      ours.put(host, ours(host));
      theirs.put(host, theirs(host));
    }

    assertThat(ours).isEqualTo(theirs);
  }

  private Map<String, String> ours(String text) {
    SshHost host = config().resolve(SshAddress.parse(text), "");
    Map<String, String> found = new LinkedHashMap<>();
    found.put("hostname", host.hostName());
    found.put("user", host.user());
    found.put("port", Integer.toString(host.port()));
    found.put(
        "proxyjump", String.join(",", host.jump().stream().map(SshConfigTest::written).toList()));
    found.put("identitiesonly", host.onlyThese() ? "yes" : "no");
    found.put("hashknownhosts", host.hashNames() ? "yes" : "no");
    found.put("strict", host.strict() ? "yes" : "no");
    found.put("hostkeyalias", String.valueOf(host.keyAlias()));
    found.put("known", host.knownHosts().toString());
    return found;
  }

  private static String written(SshAddress address) {
    return (address.user() == null ? "" : address.user() + "@")
        + address.host()
        + (address.port() == 0 ? "" : ":" + address.port());
  }

  private Map<String, String> theirs(String text) throws IOException {
    // ssh takes its home from the account, so that it has to be written out.
    String config =
        CONFIG
            .replace("~", home.toString())
            .replace("%d", home.toString())
            .replace("Include conf.d", "Include " + home + "/.ssh/conf.d");
    Path copy = Files.writeString(home.resolve("copy"), config);
    Map<String, String> all = new LinkedHashMap<>();
    SshAddress address = SshAddress.parse(text);
    List<String> command = new ArrayList<>(List.of("ssh", "-G", "-F", copy.toString()));
    if (address.user() != null) {
      command.addAll(List.of("-l", address.user()));
    }
    if (address.port() > 0) {
      command.addAll(List.of("-p", Integer.toString(address.port())));
    }
    command.add(address.host());
    for (String line : SshKeys.run(command).split("\n", -1)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        all.putIfAbsent(line.substring(0, space), line.substring(space + 1));
      }
    }
    Map<String, String> found = new LinkedHashMap<>();
    found.put("hostname", all.getOrDefault("hostname", ""));
    found.put("user", all.getOrDefault("user", ""));
    found.put("port", all.getOrDefault("port", ""));
    found.put("proxyjump", all.getOrDefault("proxyjump", ""));
    found.put("identitiesonly", all.getOrDefault("identitiesonly", "no"));
    found.put("hashknownhosts", all.getOrDefault("hashknownhosts", "no"));
    found.put(
        "strict", all.getOrDefault("stricthostkeychecking", "").equals("true") ? "yes" : "no");
    found.put("hostkeyalias", String.valueOf(all.get("hostkeyalias")));
    List<String> known = new ArrayList<>();
    String files = all.getOrDefault("userknownhostsfile", "");
    if (files.contains("kh1")) {
      known.add(home + "/.ssh/kh1");
      known.add(home + "/.ssh/k h2");
    } else {
      known.add(home + "/.ssh/known_hosts");
      known.add(home + "/.ssh/known_hosts2");
    }
    found.put("known", known.toString());
    return found;
  }

  private SshConfig config() {
    return new SshConfig(home, home.resolve("no etc"), Map.of());
  }

  @Test
  void keyFilesAreTakenInTheirOrderWithTheirTokens() {
    assertThat(config().resolve(SshAddress.parse("plain"), "").keyFiles())
        .containsExactly(
            home.resolve(".ssh/plain_key"), home.resolve(".ssh/deploy@plain.example.org"));
    assertThat(config().resolve(SshAddress.parse("plain"), "~/mine").certificates())
        .containsExactly(
            home.resolve(".ssh/plain.example.org-cert.pub"), home.resolve(".ssh/plain-cert.pub"));
    assertThat(config().resolve(SshAddress.parse("x"), "~/mine").keyFiles())
        .containsExactly(home.resolve("mine"));
    assertThat(config().resolve(SshAddress.parse("x"), "").keyFiles())
        .contains(home.resolve(".ssh/id_ed25519"), home.resolve(".ssh/id_rsa"));
  }

  @Test
  void jumpHostsAreResolvedThemselves() {
    List<SshHost> hops = config().hops(new SshRoute("a.corp.example.org", "", ""));

    assertThat(hops)
        .extracting(SshHost::label)
        .containsExactly(
            "keeper@10.0.0.1", "admin@second.example.org:2222", "corp@a.corp.example.org");
    assertThat(hops.getFirst().keyName()).isEqualTo("the-gate");
    assertThat(config().hops(new SshRoute("a.corp.example.org", "", "none"))).hasSize(1);
    assertThat(config().hops(new SshRoute("plain", "", "x,gate:23")))
        .extracting(SshHost::place)
        .containsExactly("x", "10.0.0.1:23", "plain.example.org:2201");
  }

  @Test
  void whatCannotBeFollowedIsSaid() throws IOException {
    for (String line :
        List.of(
            "ProxyCommand nc %h %p",
            "RevokedHostKeys /etc/revoked", "ProxyJump me", "Port abc", "IdentityFile %Z")) {
      Files.writeString(home.resolve(".ssh/config"), "Host me\n  " + line + "\n");
      assertThatThrownBy(() -> config().hops(new SshRoute("me", "", "")))
          .as(line)
          .isInstanceOf(TuskException.class);
    }
  }

  @Test
  void addressesAreReadAsSshReadsThem() {
    assertThat(SshAddress.parse("me@host:22")).isEqualTo(new SshAddress("me", "host", 22));
    assertThat(SshAddress.parse("ssh://me@host:2222/"))
        .isEqualTo(new SshAddress("me", "host", 2222));
    assertThat(SshAddress.parse("[::1]:2222")).isEqualTo(new SshAddress(null, "::1", 2222));
    assertThat(SshAddress.parse("::1")).isEqualTo(new SshAddress(null, "::1", 0));
    assertThat(SshAddress.parse("me@corp@host")).isEqualTo(new SshAddress("me@corp", "host", 0));
    for (String wrong :
        List.of("", "@host", "host:", "host:0", "host:x", "-oProxyCommand=x", "a b", "[::1]x")) {
      assertThatThrownBy(() -> SshAddress.parse(wrong))
          .as(wrong.toLowerCase(Locale.ROOT))
          .isInstanceOf(TuskException.class);
    }
  }
}
