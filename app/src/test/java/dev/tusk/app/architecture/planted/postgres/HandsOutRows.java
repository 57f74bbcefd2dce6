package dev.tusk.app.architecture.planted.postgres;

import java.sql.ResultSet;

/// Allowed inside its adapter; `TakesRows` misuses it.
public interface HandsOutRows {
  ResultSet rows();
}
