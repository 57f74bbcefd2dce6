package dev.tusk.app.architecture.planted.app;

import com.github.javakeyring.Keyring;
import dev.tusk.app.architecture.planted.postgres.HandsOutRows;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.sqlite.SQLiteConfig;

/// Planted: JDBC leaves its adapter, and libraries of others are known here.
public final class TakesRows {
  public Object take(HandsOutRows source) {
    return source.rows();
  }

  public Class<?> sqlite() {
    return SQLiteConfig.class;
  }

  public Class<?> keyring() {
    return Keyring.class;
  }

  public Class<?> archive() {
    return ArchiveEntry.class;
  }
}
