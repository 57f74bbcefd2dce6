package dev.tusk.core.result;

import dev.tusk.core.kernel.DrivenPort;
import java.util.List;

/// A file for part of a result. One thread appends; any number read meanwhile.
@DrivenPort
public interface SpillFile extends AutoCloseable {
  /// Appends the bytes of all parts, one after the other, or nothing.
  ///
  /// @return where they start
  /// @throws dev.tusk.core.error.TuskException with StorageFailed when the disk is full or refuses;
  ///     what was there before can still be read
  /// @throws IllegalStateException when it is closed
  long append(List<byte[]> parts);

  /// Reads `length` bytes from `position` on, all of which have been appended.
  ///
  /// @throws dev.tusk.core.error.TuskException with StorageFailed when the disk refuses
  /// @throws IllegalStateException when it is closed, or while it is being closed
  byte[] read(long position, int length);

  /// The bytes appended.
  long size();

  /// Removes the file. Closing twice is harmless.
  @Override
  void close();
}
