package dev.tusk.core.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives each [LexState] a small number, for editors that keep one `int` per line. Number 0 is
/// [LexState#START]. Confined to one thread; grows with the states seen and is thrown away with its
/// document.
public final class LexStateTable {
  private final List<LexState> states = new ArrayList<>();
  private final Map<LexState, Integer> ids = new HashMap<>();

  /// An empty table that knows only the start state.
  public LexStateTable() {
    idOf(LexState.START);
  }

  /// The number of a state, the same for equal states.
  public int idOf(LexState state) {
    Integer known = ids.putIfAbsent(state, states.size());
    if (known != null) {
      return known;
    }
    states.add(state);
    return states.size() - 1;
  }

  /// The state of a number that [#idOf] gave; the start state for any other number.
  public LexState of(int id) {
    return id >= 0 && id < states.size() ? states.get(id) : LexState.START;
  }
}
