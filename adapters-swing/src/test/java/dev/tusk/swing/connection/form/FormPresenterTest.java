package dev.tusk.swing.connection.form;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.swing.connection.form.ConnectionDraft.Field;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormPresenterTest {
  private final World world = new World();
  private final Form form = new Form();
  private final List<ConnectionConfig> saved = new ArrayList<>();
  private final FormPresenter presenter =
      new FormPresenter(new ImmediateUi(), world.connections, world.readConnection, form);

  private final class Form implements FormPresenter.View {
    ConnectionDraft draft = ConnectionDraft.blank(new ConnectionId(world.ids.next()), "ada");
    @Nullable Secret password;
    String url = "";
    String urlProblem = "";
    Map<Field, String> problems = Map.of();
    Map<Setting, String> settingProblems = Map.of();
    boolean closed;

    @Override
    public ConnectionDraft draft() {
      return draft;
    }

    @Override
    public @Nullable Secret password() {
      return password == null ? null : password.copy();
    }

    @Override
    public void fill(ConnectionDraft newDraft, @Nullable Secret newPassword) {
      draft = newDraft;
      password = newPassword == null ? password : newPassword.copy();
    }

    @Override
    public void url(String text) {
      url = text;
    }

    @Override
    public void urlProblem(String problem) {
      urlProblem = problem;
    }

    @Override
    public void problems(Map<Field, String> newProblems) {
      problems = newProblems;
    }

    @Override
    public void settingProblems(Map<Setting, String> newProblems) {
      settingProblems = newProblems;
    }

    @Override
    public void failure(String message, String advice) {}

    @Override
    public void close() {
      closed = true;
    }
  }

  private void save() {
    presenter.save((config, warning) -> saved.add(config));
  }

  @Test
  void urlFillsTheFormAndItsPasswordIsNotLeftInTheField() {
    presenter.useUrl("postgresql://bo:s3cret@db:5433/shop?sslmode=require");
    assertThat(form.draft.host()).isEqualTo("db");
    assertThat(form.draft.port()).isEqualTo("5433");
    assertThat(form.draft.user()).isEqualTo("bo");
    assertThat(form.draft.sslMode()).isEqualTo(SslMode.REQUIRE);
    assertThat(form.draft.name()).isEqualTo("shop@db");
    assertThat(form.password).isEqualTo(Secret.of("s3cret"));
    assertThat(form.url).isEqualTo("postgresql://bo@db:5433/shop?sslmode=require");
  }

  @Test
  void wrongUrlSaysSoAndChangesNothing() {
    var before = form.draft;
    presenter.useUrl("mysql://db");
    assertThat(form.urlProblem).contains("postgresql://");
    assertThat(form.draft).isEqualTo(before);
  }

  @Test
  void wrongFieldsAreMarkedAndNothingIsSaved() {
    save();
    assertThat(form.problems).containsOnlyKeys(Field.DATABASE);
    assertThat(world.connections.all()).isEmpty();
    assertThat(form.closed).isFalse();
  }

  @Test
  void savedConnectionHasASuggestedNameAndItsPasswordIsKept() {
    presenter.useUrl("postgresql://bo:s3cret@db/shop");
    save();
    var kept = world.connections.findByName("shop@db").orElseThrow();
    assertThat(saved).containsExactly(kept);
    assertThat(world.credentials.retrieve(kept.id())).isEqualTo(Secret.of("s3cret"));
    assertThat(form.closed).isTrue();
  }

  @Test
  void takenNameIsMarked() {
    world.save(connection("shop@db").build());
    presenter.useUrl("postgresql://bo@db/shop");
    save();
    assertThat(form.problems).containsOnlyKeys(Field.NAME);
    assertThat(form.closed).isFalse();
  }

  @Test
  void editingKeepsTheIdAndEveryField() {
    var config =
        world.save(
            connection("shop")
                .set(Setting.SSLROOTCERT, "/etc/ca.pem")
                .set(Setting.GROUP, "Customers")
                .build());
    form.draft = ConnectionDraft.of(config);
    save();
    assertThat(world.connections.all()).containsExactly(config);
  }

  @Test
  void urlReplacesWhatLibpqKnowsOfAndLeavesTusksOwn() {
    form.draft =
        form.draft.with(Map.of(Setting.SSLROOTCERT, "/etc/old.pem", Setting.GROUP, "Customers"));
    presenter.useUrl("postgresql://db/shop?sslcert=/etc/me.pem");
    assertThat(form.draft.settings())
        .isEqualTo(Map.of(Setting.SSLCERT, "/etc/me.pem", Setting.GROUP, "Customers"));
    assertThat(form.url)
        .isEqualTo("postgresql://ada@db:5432/shop?sslmode=prefer&sslcert=/etc/me.pem");
  }

  @Test
  void wrongSettingIsMarkedAndNothingIsSaved() {
    presenter.useUrl("postgresql://db/shop");
    form.draft = form.draft.with(Map.of(Setting.KEEPALIVES_IDLE, "soon"));
    save();
    assertThat(form.settingProblems).containsOnlyKeys(Setting.KEEPALIVES_IDLE);
    assertThat(form.closed).isFalse();
  }

  @Test
  void addressesThatDoNotGoWithTheHostsAreMarked() {
    presenter.useUrl("postgresql://a,b/shop?hostaddr=10.0.0.1,10.0.0.2");
    form.draft = form.draft.with(Map.of(Setting.HOSTADDR, "10.0.0.1,10.0.0.2"));
    save();
    assertThat(form.settingProblems).containsOnlyKeys(Setting.HOSTADDR);
    assertThat(form.closed).isFalse();
  }

  @Test
  void whatNoServerCanTakeIsMarkedWhereItStands() {
    presenter.useUrl("postgresql://db/shop");
    form.draft =
        new ConnectionDraft(
            form.draft.id(),
            "",
            form.draft.stage(),
            "d\0b",
            "5432",
            "shop",
            "ada",
            true,
            SslMode.PREFER,
            "10",
            "10",
            "5",
            Map.of());
    save();
    assertThat(form.problems).containsOnlyKeys(Field.HOST);
    assertThat(form.settingProblems).isEmpty();
    assertThat(form.closed).isFalse();
  }
}
