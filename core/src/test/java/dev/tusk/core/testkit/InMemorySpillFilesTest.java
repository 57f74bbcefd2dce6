package dev.tusk.core.testkit;

import dev.tusk.core.result.SpillFiles;
import dev.tusk.core.result.SpillFilesContract;

class InMemorySpillFilesTest implements SpillFilesContract {
  private final SpillFiles files = new InMemorySpillFiles();

  @Override
  public SpillFiles spillFiles() {
    return files;
  }
}
