package dev.tusk.swing.connection;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Closing;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Region;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.StatusSegment;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.palette.PaletteSource;
import dev.tusk.swing.world.RecordedIntents;
import dev.tusk.swing.world.World;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.swing.JComponent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The status bar says how the link is encrypted, and what that proves.
@Requirement("E-6")
class PadlockTest {
  private final World world = new World();
  private final ImmediateUi ui = new ImmediateUi();
  private final Bar bar = new Bar();
  private final ConnectPresenter connecting =
      new ConnectPresenter(
          ui,
          new RecordedIntents(),
          world.openConnection,
          world.closeConnection,
          world.connections,
          (config, refused, cancellation, answer) -> answer.accept(Optional.empty()));
  private final StatusPresenter status = new StatusPresenter(ui, world.state, connecting, bar);

  private StatusSegment.Content padlock(SslMode mode, @Nullable String version) {
    world.server.tls = version;
    ConnectionConfig config =
        world.save(connection("shop " + mode + version).sslMode(mode).build());
    connecting.connect(config.id().toString());
    status.active(config.id().toString());
    return Objects.requireNonNull(bar.shown.get(30));
  }

  @Test
  void anOpenPadlockForClearText() {
    var shown = padlock(SslMode.PREFER, null);
    assertThat(shown.icon()).isEqualTo(Glyph.UNLOCK);
    assertThat(shown.text()).isEqualTo("Not encrypted");
    assertThat(shown.tone()).isEqualTo(StatusSegment.Tone.WARN);
    assertThat(shown.tip()).contains("TLS mode prefer");
  }

  @Test
  void aClosedOneWithVersionAndCipherAndWhatIsProven() {
    var shown = padlock(SslMode.VERIFY_FULL, "TLSv1.3");
    assertThat(shown.icon()).isEqualTo(Glyph.LOCK);
    assertThat(shown.text()).isEqualTo("TLS 1.3");
    assertThat(shown.tip())
        .contains("TLS_AES_256_GCM_SHA384")
        .contains("Certificate and host name were checked");
    assertThat(padlock(SslMode.REQUIRE, "TLSv1.2").tip()).contains("does not insist");
  }

  @Test
  void theTunnelIsNamedOnceItStandsAndOnlyThen() {
    ConnectionConfig config = world.save(connection("far").set(Setting.SSH, "ada@gate").build());
    status.active(config.id().toString());
    assertThat(bar.shown).doesNotContainKey(35);
    connecting.connect(config.id().toString());
    var shown = Objects.requireNonNull(bar.shown.get(35));
    assertThat(shown.text()).isEqualTo("SSH ada@gate");
    assertThat(shown.tip()).contains("db.example.org:5433/shop through ada@gate");

    ConnectionConfig near = world.save(connection("near").build());
    connecting.connect(near.id().toString());
    status.active(near.id().toString());
    assertThat(bar.shown).doesNotContainKey(35);
  }

  /// A status bar of which only what it shows is kept, by the order of the segments.
  private static final class Bar implements Contributions {
    final Map<Integer, StatusSegment.@Nullable Content> shown = new LinkedHashMap<>();

    @Override
    public StatusSegment status(StatusSegment.Side side, int order) {
      int place = side == StatusSegment.Side.LEFT ? order : -order;
      return new StatusSegment() {
        @Override
        public void show(Content content) {
          shown.put(place, content);
        }

        @Override
        public void hide() {
          shown.remove(place);
        }

        @Override
        public void onClick(Runnable handler) {}
      };
    }

    @Override
    public Shell shell() {
      throw new UnsupportedOperationException("there is no window");
    }

    @Override
    public void action(ActionSpec action) {}

    @Override
    public void region(Region region, Supplier<? extends JComponent> component) {}

    @Override
    public void palette(PaletteSource source) {}

    @Override
    public void rehearsal(Runnable piece) {}

    @Override
    public void closing(Closing hook) {}
  }
}
