package dev.tusk.core.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where people file a connection: names of groups, the outermost first. See [Setting#GROUP].
///
/// @param names none for no group
public record ConnectionGroup(List<String> names) {
  public static final ConnectionGroup NONE = new ConnectionGroup(List.of());

  public ConnectionGroup {
    names = List.copyOf(names);
  }

  /// Reads `Customers/Berlin`; empty names do not count.
  public static ConnectionGroup of(String text) {
    return new ConnectionGroup(
        Arrays.stream(text.split("/", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList());
  }

  /// As [Setting#GROUP] has it; empty for no group.
  public String text() {
    return String.join("/", names);
  }

  public boolean isNone() {
    return names.isEmpty();
  }

  /// Its own name, without those around it; empty for no group.
  public String name() {
    return isNone() ? "" : names.getLast();
  }

  /// The group around it.
  public ConnectionGroup parent() {
    return isNone() ? this : new ConnectionGroup(names.subList(0, names.size() - 1));
  }

  /// A group within it.
  public ConnectionGroup child(String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return new ConnectionGroup(longer);
  }

  /// Whether `other` is this group or lies within it.
  public boolean contains(ConnectionGroup other) {
    return other.names.size() >= names.size() && other.names.subList(0, names.size()).equals(names);
  }

  /// Where this group is when `from`, which contains it, is called `to`.
  ConnectionGroup after(ConnectionGroup from, ConnectionGroup to) {
    List<String> moved = new ArrayList<>(to.names);
    moved.addAll(names.subList(from.names.size(), names.size()));
    return new ConnectionGroup(moved);
  }
}
