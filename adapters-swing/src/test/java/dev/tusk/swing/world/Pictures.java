package dev.tusk.swing.world;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;

import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.credential.SavePasswords;
import dev.tusk.core.error.TuskError;
import dev.tusk.swing.connection.ConnectionFeature;
import dev.tusk.swing.kit.Screenshot;
import dev.tusk.swing.kit.task.UiTasks;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.schema.SchemaFeature;
import dev.tusk.swing.settings.SettingsFeature;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Region;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.TuskWindow;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.WindowMemory;
import dev.tusk.swing.shell.WindowPlace;
import dev.tusk.swing.shell.action.Keymap;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.start.StartFeature;
import java.awt.Component;
import java.awt.Container;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JButton;
import javax.swing.JPanel;
import org.jspecify.annotations.Nullable;

/// Writes pictures of these features over the made-up world into the folder given.
public final class Pictures {
  private final World world = new World();
  private final UiTasks ui = new UiTasks();
  private final Grab grab = new Grab();
  private final Path folder;
  private String theme = "light";

  private Pictures(Path folder) {
    this.folder = folder;
  }

  /// Writes them.
  public static void main(String[] arguments) throws Exception {
    new Pictures(Path.of(arguments[0])).run();
    System.exit(0);
  }

  private void run() throws Exception {
    fill();
    world.environment.socket("/var/run/postgresql", 5432).socket("/var/run/postgresql", 5433);
    var sample = world.ids.next();
    var window =
        TuskWindow.open(
                ui,
                new Still(),
                Keymap.tusk(),
                List.of(
                    grab,
                    new StartFeature(
                        world.connections,
                        world.readConnection,
                        world.clock,
                        ZoneOffset.UTC,
                        () -> new dev.tusk.core.kernel.ConnectionId(sample)),
                    new ConnectionFeature(
                        world.connections,
                        world.openConnection,
                        world.closeConnection,
                        new SavePasswords(world.credentials),
                        world.state,
                        world.clock,
                        world.ids,
                        world.readConnection),
                    new SchemaFeature(world.connections, world.browse, world.state, world.settings),
                    new SettingsFeature(world.settings)))
            .painted()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    Thread.sleep(1000);
    both(window, "start");
    world.server.failure =
        new TuskError.Unreachable(
            TuskError.Reach.REFUSED, "Nothing listens on db.shop.test:5432", "db.shop.test", 5432);
    send(new StandardIntents.ConnectUrl("postgresql://alice@db.shop.test/shop"));
    Thread.sleep(800);
    both(window, "start-failed");
    world.server.failure = null;
    send(new StandardIntents.ConnectRequested(connection("shop-dev").build().id().toString()));
    Thread.sleep(1000);
    send(
        new StandardIntents.RevealObject(
            connection("shop-dev").build().id().toString(), "shop", "orders"));
    Thread.sleep(500);
    ui.onUi(
        () -> {
          var tree = (javax.swing.JTree) find(window, c -> c instanceof javax.swing.JTree);
          tree.expandPath(tree.getSelectionPath());
        });
    Thread.sleep(500);
    both(window, "tree");
    world.server.failure =
        new TuskError.Unreachable(
            TuskError.Reach.REFUSED,
            "The key of the SSH server bastion.shop.test is another one than before: "
                + "SHA256:uNiVztksCsDhcc0u9e8BgrXXVGDcnXVUNiVztksCsDh, and the known one stands in"
                + " /home/ada/.ssh/known_hosts, line 12",
            "db.shop.test",
            5432);
    send(new StandardIntents.ConnectRequested(connection("analytics").build().id().toString()));
    Thread.sleep(800);
    both(window, "tree-failed");
    world.server.failure = null;
    world.server.password = "s3cret";
    dialog(
        "connection",
        new StandardIntents.NewConnection(
            "postgresql://alice:wrong@db.shop.test:5432/shop?sslmode=verify-full"),
        true);
    world.server.password = null;
    world.server.failure =
        new TuskError.TlsFailed(
            TuskError.Tls.HOST_MISMATCH,
            "The server's certificate is for \"db.internal\", not for \"db.shop.test\"");
    dialog(
        "tls-refused",
        new StandardIntents.NewConnection(
            "postgresql://alice@db.shop.test/shop?sslmode=verify-full"),
        true);
    world.server.failure = null;
    world.server.unknown =
        new SshHostKey(
            "bastion.example.org",
            "ED25519",
            "SHA256:uNiVztksCsDhcc0u9e8BgrXXVGDcnXVUNiVztksCsDh",
            "/home/ada/.ssh/known_hosts");
    dialog(
        "host-key",
        new StandardIntents.ConnectRequested(connection("shop-test").build().id().toString()),
        false);
    world.server.unknown = null;
    dialog(
        "connection-passed",
        new StandardIntents.NewConnection("postgresql://alice@db.shop.test/shop"),
        true);
    send(new StandardIntents.NewConnection("postgresql://alice@db.shop.test/shop"));
    Thread.sleep(2500);
    ui.later(
        () ->
            find(
                open(),
                c -> {
                  if (c instanceof javax.swing.JToggleButton fold && !fold.isSelected()) {
                    fold.doClick();
                  }
                  return "Test".equals(c instanceof JButton b ? b.getText() : "");
                }));
    Thread.sleep(800);
    shootDialog("connection-open");
    world.server.password = "s3cret";
    dialog(
        "password",
        new StandardIntents.ConnectRequested(connection("shop-test").build().id().toString()),
        false);
    dialog(
        "move",
        new StandardIntents.MoveConnection(connection("shop-test").build().id().toString(), null),
        false);
    ui.later(() -> grab.shell().actions().perform("settings.show"));
    Thread.sleep(1000);
    shootDialog("settings");
  }

  private void fill() {
    var used = world.clock.now();
    var shops =
        List.of(
            connection("shop-dev").user("alice").host("localhost").port(5432).build(),
            connection("shop-test")
                .user("alice")
                .stage(Stage.TEST)
                .host("db.shop.test")
                .set(Setting.GROUP, "Web shop")
                .set(Setting.COLOUR, "#d9822b")
                .build(),
            connection("shop-production")
                .user("payout_admin")
                .set(Setting.GROUP, "Web shop/Live")
                .set(Setting.COLOUR, "#c23030")
                .stage(Stage.PRODUCTION)
                .host("db.shop.example")
                .build(),
            connection("analytics")
                .user("reader")
                .database("warehouse")
                .set(Setting.GROUP, "Reports")
                .set(Setting.COLOUR, "#7157d9")
                .build());
    for (var shop : shops) {
      world.save(shop);
      world.storage.connections().touch(shop.id(), used);
      used = used.minus(Duration.ofHours(21));
    }
  }

  private void send(dev.tusk.swing.shell.intent.UiIntent intent) {
    ui.later(() -> grab.shell().intents().send(intent));
  }

  private void dialog(String name, dev.tusk.swing.shell.intent.UiIntent intent, boolean test)
      throws Exception {
    send(intent);
    Thread.sleep(2500);
    if (test) {
      ui.later(
          () -> {
            var button = find(open(), c -> c instanceof JButton b && "Test".equals(b.getText()));
            ((JButton) button).doClick();
          });
      Thread.sleep(1000);
    }
    shootDialog(name);
  }

  private void shootDialog(String name) throws Exception {
    both(open(), name);
    ui.onUi(() -> open().dispose());
    Thread.sleep(500);
  }

  private static Window open() {
    for (var window : Window.getWindows()) {
      if (window instanceof javax.swing.JDialog && window.isShowing()) {
        return window;
      }
    }
    throw new IllegalStateException("no dialog is open");
  }

  private static Component find(Container in, java.util.function.Predicate<Component> wanted) {
    var found = search(in, wanted);
    if (found == null) {
      throw new IllegalStateException("not found");
    }
    return found;
  }

  private static @Nullable Component search(
      Container in, java.util.function.Predicate<Component> wanted) {
    for (var child : in.getComponents()) {
      if (wanted.test(child)) {
        return child;
      }
      var below = child instanceof Container c ? search(c, wanted) : null;
      if (below != null) {
        return below;
      }
    }
    return null;
  }

  private void both(Window window, String name) throws Exception {
    for (var choice : List.of(Theme.Choice.DARK, Theme.Choice.LIGHT)) {
      ui.later(() -> Theme.choose(choice));
      Thread.sleep(600);
      theme = choice.name().toLowerCase(Locale.ROOT);
      var picture = new CompletableFuture<BufferedImage>();
      ui.later(() -> picture.complete(Screenshot.of(window, 1)));
      Screenshot.write(
          picture.get(10, TimeUnit.SECONDS), folder.resolve(name + "-" + theme + ".png"));
    }
  }

  private static final class Grab implements UiFeature {
    private @Nullable Shell shell;

    @Override
    public void contribute(Contributions contributions) {
      shell = contributions.shell();
      contributions.region(Region.CENTRE, JPanel::new);
    }

    Shell shell() {
      var grabbed = shell;
      if (grabbed == null) {
        throw new IllegalStateException("the window is not open yet");
      }
      return grabbed;
    }
  }

  private static final class Still implements WindowMemory {
    @Override
    public Optional<WindowPlace> load() {
      return Optional.of(new WindowPlace(0, 0, 1440, 900, false, 264, true, Theme.Choice.LIGHT, 1));
    }

    @Override
    public void save(WindowPlace place) {}
  }
}
