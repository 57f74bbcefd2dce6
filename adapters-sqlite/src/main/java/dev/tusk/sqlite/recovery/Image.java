package dev.tusk.sqlite.recovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;

/// The bytes of a database with the committed changes of its log, looked at in memory: SQLite never
/// opens the file itself, so that nothing of it changes.
final class Image {
  static final int PAGE = 4096;

  /// Larger files are not looked at in memory.
  private static final long LARGEST = 256L * 1024 * 1024;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private Image() {}

  /// Reads them; changes nothing.
  ///
  /// @return no bytes when there is no file, or one that is too large
  static byte[] of(Path file, WriteAheadLog log) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      return new byte[0];
    }
    byte[] image = Files.readAllBytes(file);
    if (log.pageCount() > 0 && (long) log.pageCount() * PAGE <= LARGEST) {
      image = Arrays.copyOf(image, Math.max(image.length, log.pageCount() * PAGE));
      for (var page : log.pages().entrySet()) {
        int at = (page.getKey() - 1) * PAGE;
        if (at >= 0 && at + PAGE <= image.length) {
          System.arraycopy(log.bytes(), page.getValue(), image, at, PAGE);
        }
      }
    }
    return image;
  }

  /// `user_version`, wherever it is newest; 0 when there is none.
  static int version(byte[] image) {
    return image.length < 100 ? 0 : ByteBuffer.wrap(image).getInt(60);
  }

  /// The image as a database in memory.
  ///
  /// @param mended with a head as every file of Tusk's has it, whatever stands there
  static Connection open(byte[] image, boolean mended) throws SQLException {
    Connection connection = new JDBC().connect("jdbc:sqlite::memory:", new Properties());
    try {
      connection.unwrap(SQLiteConnection.class).deserialize("main", head(image, mended));
      try (var statement = connection.createStatement()) {
        statement.execute("pragma trusted_schema = off");
        statement.execute("pragma cell_size_check = on");
      }
      return connection;
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  private static byte[] head(byte[] image, boolean mended) {
    int pages = Math.max(1, (image.length + PAGE - 1) / PAGE);
    byte[] copy = Arrays.copyOf(image, pages * PAGE);
    // A database in memory has no log: both format numbers say so.
    copy[18] = 1;
    copy[19] = 1;
    if (mended) {
      ByteBuffer head = ByteBuffer.wrap(copy);
      head.put(0, MAGIC).putShort(16, (short) PAGE);
      copy[20] = 0;
      copy[21] = 64;
      copy[22] = 32;
      copy[23] = 32;
      head.putInt(28, pages).putInt(32, 0).putInt(36, 0);
      head.putInt(44, 4).putInt(48, 0).putInt(52, 0).putInt(56, 1).putInt(64, 0);
      // The size counts only when both of these agree.
      head.putInt(92, head.getInt(24));
    }
    return copy;
  }
}
