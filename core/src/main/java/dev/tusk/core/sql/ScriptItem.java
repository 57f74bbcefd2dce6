package dev.tusk.core.sql;

/// What a script consists of. Offsets are UTF-16, `end` exclusive; `line` counts from 1.
public sealed interface ScriptItem permits Statement, PsqlLine {
  /// The offset of the first significant character.
  int start();

  /// The offset behind the last significant character.
  int end();

  /// The line of `start`.
  int line();
}
