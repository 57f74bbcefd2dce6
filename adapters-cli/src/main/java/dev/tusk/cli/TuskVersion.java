package dev.tusk.cli;

import picocli.CommandLine.IVersionProvider;

/// What `tusk --version` prints.
final class TuskVersion implements IVersionProvider {
  /// The version of this build, as its jar's manifest says.
  public static String current() {
    String version = TuskVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Tusk " + current(), "Java " + Runtime.version(), System.getProperty("os.name", "")
    };
  }
}
