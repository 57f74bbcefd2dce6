package dev.tusk.swing.showcase;

import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Region;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.StatusSegment.Content;
import dev.tusk.swing.shell.StatusSegment.Side;
import dev.tusk.swing.shell.StatusSegment.Tone;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.WindowTitle;
import dev.tusk.swing.shell.action.ActionContext;
import dev.tusk.swing.shell.action.ActionIds;
import dev.tusk.swing.shell.action.ActionSpec;
import dev.tusk.swing.shell.action.MenuId;
import dev.tusk.swing.shell.palette.PaletteItem;
import dev.tusk.swing.shell.palette.PaletteMatch;
import dev.tusk.swing.shell.palette.PaletteSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Fills all regions with made-up content.
final class ShowcaseFeature implements UiFeature {
  private @Nullable Shell shell;
  private @Nullable ShowcaseCentre centre;

  /// What can be seen.
  enum Scene {
    START,
    MAIN,
    LOST,
    DIALOG,
    PALETTE
  }

  @Override
  public void contribute(Contributions to) {
    shell = to.shell();
    centre = new ShowcaseCentre(to.shell());
    var made = centre;
    to.region(Region.SIDEBAR, () -> ShowcaseSidebar.make(to.shell()));
    to.region(Region.CENTRE, made::panel);
    to.region(Region.START, ShowcaseStart::make);
    action(to, ActionIds.EXPLAIN, "Explain statement", "", Glyph.PLAN);
    action(to, ActionIds.ANALYZE, "Explain analyze statement", "runs it", Glyph.PLAN);
    action(to, ActionIds.GRID_EXPORT, "Export result…", "", Glyph.EXPORT);
    action(to, ActionIds.GRID_COPY_AS, "Copy result as…", "export", Glyph.COPY);
    action(to, ActionIds.RUN, "Run statement", "", Glyph.RUN);
    to.action(
        ActionSpec.of("tree.expandAll", "Expand all", () -> {})
            .detail("Tree")
            .key(ActionContext.TREE, "menu shift E"));
    to.palette(
        new Fixed("Tables", "Tables and views", Glyph.TABLE, "shop.order_expenses", "2.4 GB"));
    to.palette(
        new Fixed("Tables", "Tables and views", Glyph.VIEW, "shop.expiring_coupons", "view"));
    to.palette(
        new Fixed("Queries", "Queries", Glyph.HISTORY, "explain (analyze) select …", "118 ms"));
    segments(to);
  }

  private static void action(Contributions to, String id, String name, String detail, Glyph glyph) {
    to.action(ActionSpec.of(id, name, () -> {}).detail(detail).icon(glyph).menu(MenuId.QUERY, 110));
  }

  private static void segments(Contributions to) {
    to.status(Side.LEFT, 10)
        .show(Content.of(Glyph.DOT, "shop-dev").iconColor(ColorRole.DEV).tip("PostgreSQL 18.1"));
    to.status(Side.LEFT, 20).show(Content.of(Glyph.ROLE, "alice"));
    to.status(Side.LEFT, 30).show(Content.of(Glyph.LOCK, "TLS 1.3").iconColor(ColorRole.OK));
    to.status(Side.LEFT, 40)
        .show(Content.of(Glyph.HISTORY, "In transaction · 0:42").tone(Tone.INFO));
    to.status(Side.LEFT, 50).show(Content.of(Glyph.POOL, "Pool 2/10"));
    to.status(Side.RIGHT, 10).show(Content.of("148 MB"));
    to.status(Side.RIGHT, 20).show(Content.of(Glyph.GLOBE, "Europe/Berlin"));
    to.status(Side.RIGHT, 30).show(Content.of("Row 10, total"));
    to.status(Side.RIGHT, 40)
        .show(
            Content.of("Σ 1518.45 · avg 189.81 · min 57.80 · max 399.00 · 8 cells")
                .tone(Tone.FIGURES));
  }

  void play(Scene scene) {
    var window = Objects.requireNonNull(shell);
    var panels = Objects.requireNonNull(centre);
    window.showStart(scene == Scene.START);
    panels.lost(scene == Scene.LOST);
    window.title(
        switch (scene) {
          case START -> WindowTitle.PLAIN;
          case LOST -> new WindowTitle("refunds.sql", "shop-production", true);
          case MAIN, DIALOG, PALETTE -> new WindowTitle("orders_by_spend.sql", "shop-dev", false);
        });
    if (scene == Scene.PALETTE) {
      window.openPalette("exp");
    }
    if (scene == Scene.DIALOG) {
      window
          .ui()
          .later(
              () ->
                  window
                      .dialogs()
                      .confirm(
                          new Dialogs.Question(
                              "Close shop-dev",
                              "A transaction is open in 2 tabs. Closing the connection rolls it"
                                  + " back: 3 changed rows are lost.",
                              "Roll back and close",
                              true)));
    }
  }

  void close() {
    var window = Objects.requireNonNull(shell);
    window.ui().onUi(window::close);
  }

  private record Fixed(String tab, String heading, Glyph glyph, String name, String detail)
      implements PaletteSource {
    @Override
    public List<PaletteItem> find(String query, int limit) {
      return PaletteMatch.of(query, name).isEmpty()
          ? List.of()
          : List.of(PaletteItem.of(glyph, name, "shop-dev · " + detail, () -> {}));
    }

    @Override
    public int size() {
      return 1;
    }
  }
}
