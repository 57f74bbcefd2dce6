package dev.tusk.swing.shell.action;

import dev.tusk.swing.kit.theme.Glyph;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One thing the user can do: it appears in the palette, and under its keys and menu if it has
/// them.
///
/// @param id stable name, see [ActionIds]; the keymap binds keys to it
/// @param name what menus and the palette say, for example "Run statement"
/// @param detail a few words more for the palette, may be empty
/// @param icon `null` for none
/// @param place `null` when it is in no menu
/// @param keys keys of its own, used when the keymap does not name the id
/// @param enabled asked on the event thread, often: must be cheap
/// @param run called on the event thread
public record ActionSpec(
    String id,
    String name,
    String detail,
    @Nullable Glyph icon,
    @Nullable Place place,
    List<Key> keys,
    BooleanSupplier enabled,
    Runnable run) {

  /// Copies the keys.
  public ActionSpec {
    keys = List.copyOf(keys);
  }

  /// A key in a context.
  ///
  /// @param stroke as `KeyStroke.getKeyStroke` reads it, with `menu` for Ctrl (Cmd on macOS), for
  ///     example `menu shift ENTER`
  public record Key(ActionContext context, String stroke) {}

  /// A place in a menu.
  ///
  /// @param order ascending; a new hundred begins after a separator
  public record Place(MenuId menu, int order) {}

  /// Makes an action that is always enabled and has neither icon nor menu.
  public static ActionSpec of(String id, String name, Runnable run) {
    return new ActionSpec(id, name, "", null, null, List.of(), () -> true, run);
  }

  /// The same with an icon.
  public ActionSpec icon(Glyph glyph) {
    return new ActionSpec(id, name, detail, glyph, place, keys, enabled, run);
  }

  /// The same with a few more words.
  public ActionSpec detail(String words) {
    return new ActionSpec(id, name, words, icon, place, keys, enabled, run);
  }

  /// The same in a menu; a new hundred of `order` begins after a separator.
  public ActionSpec menu(MenuId menu, int order) {
    return new ActionSpec(id, name, detail, icon, new Place(menu, order), keys, enabled, run);
  }

  /// The same with one more key of its own.
  public ActionSpec key(ActionContext context, String stroke) {
    var more = Stream.concat(keys.stream(), Stream.of(new Key(context, stroke))).toList();
    return new ActionSpec(id, name, detail, icon, place, more, enabled, run);
  }

  /// The same with a condition; a disabled action stays in its place and lets its key through.
  public ActionSpec enabledWhen(BooleanSupplier condition) {
    return new ActionSpec(id, name, detail, icon, place, keys, condition, run);
  }
}
