package dev.tusk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerBinariesTest {
  @TempDir Path folder = Path.of("");

  @Test
  void unpacksOnceWithProgramsThatRunAndLinksThatHold() throws IOException {
    var lines = new ArrayList<String>();
    Path home = ServerBinaries.onClassPath().unpack(folder.resolve("cache"), lines::add);
    assertThat(ServerBinaries.onClassPath().unpack(folder.resolve("cache"), lines::add))
        .isEqualTo(home);
    assertThat(lines).containsExactly("Unpacking the PostgreSQL server");
    assertThat(home.resolve("bin/initdb")).isExecutable();
    try (var libraries = Files.list(home.resolve("lib"))) {
      assertThat(libraries.filter(Files::isSymbolicLink))
          .isNotEmpty()
          .allSatisfy(link -> assertThat(Files.exists(link)).isTrue());
    }
    assertThat(Shell.run(List.of(home.resolve("bin/postgres").toString(), "-V")).output())
        .contains("18.");
  }

  @Test
  void unpacksAgainWhereTheProgramsWereRemoved() throws IOException {
    Path home = ServerBinaries.onClassPath().unpack(folder, line -> {});
    Files.delete(home.resolve("bin/postgres"));
    assertThat(ServerBinaries.onClassPath().unpack(folder, line -> {})).isEqualTo(home);
    assertThat(home.resolve("bin/postgres")).isExecutable();
  }

  @Test
  void artifactOfAnotherMachineIsRefusedInOneLine() throws IOException {
    Path jar = folder.resolve("other.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("postgres-solaris-sparc.txz"));
      zip.closeEntry();
    }
    assertThatThrownBy(() -> ServerBinaries.in(jar))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("a PostgreSQL server of your own")
        .hasMessageNotContaining("\n");
  }

  @Test
  void missingArtifactIsNamed() {
    Path jar = folder.resolve("14.jar");
    assertThatThrownBy(() -> ServerBinaries.in(jar))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining(jar.toString());
  }
}
