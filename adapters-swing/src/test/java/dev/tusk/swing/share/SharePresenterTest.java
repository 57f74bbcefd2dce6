package dev.tusk.swing.share;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharePresenterTest {
  private final World world = new World();
  private final List<SharePresenter.Row> rows = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final SharePresenter presenter =
      new SharePresenter(
          new ImmediateUi(),
          new ShareConnections(world.ids, world.environment),
          world.connections,
          new SharePresenter.View() {
            @Override
            public void rows(List<SharePresenter.Row> found) {
              rows.clear();
              rows.addAll(found);
            }

            @Override
            public void problem(String words) {
              said.add(words);
            }

            @Override
            public void done(String words) {
              said.add(words);
            }
          });

  private Path file = Path.of("");

  @BeforeEach
  void servicesOfPsql(@TempDir Path folder) throws IOException {
    file = folder.resolve("pg_service.conf");
    Files.writeString(
        file,
        """
        [mail]
        host=db.mail.test
        dbname=mail
        user=ada
        password=s3cret
        [shop]
        host=db.shop.test
        [odd]
        host=db
        port=none
        """);
  }

  @Test
  void showsWhatIsFoundAndSavesOnlyWhatWasChosenWithItsPassword() {
    world.save(connection("Shop").build());
    presenter.read(file);
    assertThat(rows).extracting(SharePresenter.Row::name).containsExactly("mail", "shop", "odd");
    assertThat(rows).extracting(SharePresenter.Row::usable).containsExactly(true, false, false);
    assertThat(rows.get(1).remark()).contains("one of this name");
    assertThat(rows.get(2).remark()).contains("port");

    presenter.save(rows);
    assertThat(said).last().asString().startsWith("1 ").contains("saved");
    assertThat(world.connections.all()).hasSize(2);
    var mail = world.connections.findByName("mail").orElseThrow();
    assertThat(mail.host()).isEqualTo("db.mail.test");
    assertThat(world.credentials.retrieve(mail.id())).isEqualTo(Secret.of("s3cret"));
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    var missing = file.resolveSibling("missing.json");
    presenter.read(missing);
    assertThat(said).containsExactly("There is no file " + missing);
    var folder = file.resolveSibling("");
    presenter.read(folder);
    assertThat(said.getLast()).startsWith(folder + " cannot be read");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    presenter.read(file);
    assertThat(said.getLast()).isEqualTo(file + " is not a text file");
    Files.writeString(file, "{\"some\": 1}");
    presenter.read(file);
    assertThat(rows).isEmpty();
    assertThat(said).hasSize(4).noneMatch(String::isEmpty);
  }

  @Test
  void writesAllWithoutSecretsAndReadsThemAgain() throws IOException {
    var _ = world.connections.save(connection("shop").build(), Secret.of("s3cret"));
    var target = file.resolveSibling("connections.json");
    presenter.write(target);
    assertThat(Files.readString(target)).contains("shop").doesNotContain("s3cret");
    var _ = world.connections.remove(connection("shop").build().id());
    presenter.read(target);
    presenter.save(rows);
    assertThat(world.connections.findByName("shop")).isPresent();
  }
}
