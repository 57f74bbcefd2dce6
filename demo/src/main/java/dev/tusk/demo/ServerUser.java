package dev.tusk.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// As whom the server's programs run: PostgreSQL refuses to run as root.
///
/// @param name for messages
/// @param prefix what a command line starts with; empty when programs run as they are
/// @param uid owner of the server's files
/// @param gid group of the server's files
record ServerUser(String name, List<String> prefix, int uid, int gid) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  ServerUser {
    prefix = List.copyOf(prefix);
  }

  /// Finds out as whom the programs can run for the user who owns `file`, a file just made by this
  /// process. As root: in a user namespace, where root has no privileges and its files stay its
  /// own; where that is refused (in many containers), as `postgres` or `nobody`.
  ///
  /// @param force skips the user namespace, for tests of the second way
  /// @throws DemoException when there is no way
  static ServerUser of(Path file, boolean force) throws IOException {
    int uid = id(file, "unix:uid");
    int gid = id(file, "unix:gid");
    if (uid != 0) {
      return new ServerUser("this user", List.of(), uid, gid);
    }
    if (!force && works(List.of("unshare", "-U", "true"))) {
      return new ServerUser("root without privileges", List.of("unshare", "-U"), uid, gid);
    }
    for (String name : List.of("postgres", "nobody")) {
      String otherUid = Shell.run(List.of("id", "-u", name)).output().strip();
      String otherGid = Shell.run(List.of("id", "-g", name)).output().strip();
      if (!NUMBER.matcher(otherUid).matches() || !NUMBER.matcher(otherGid).matches()) {
        continue;
      }
      var setpriv =
          List.of("setpriv", "--reuid=" + otherUid, "--regid=" + otherGid, "--clear-groups");
      for (List<String> prefix : List.of(setpriv, List.of("runuser", "-u", name, "--"))) {
        var probe = new ArrayList<>(prefix);
        probe.add("true");
        if (works(probe)) {
          return new ServerUser(
              name, prefix, Integer.parseInt(otherUid), Integer.parseInt(otherGid));
        }
      }
    }
    throw new DemoException(
        "PostgreSQL refuses to run as root, and neither unshare, setpriv nor runuser works here;"
            + " run tusk as an ordinary user.");
  }

  /// Whether the server's files belong to somebody else than the user who runs Tusk.
  boolean isOther() {
    return !prefix.isEmpty() && uid != 0;
  }

  /// Makes the files below a folder the server's, if they are not yet.
  void own(Path folder) throws IOException {
    if ((isOther() || uid == 0) && id(folder, "unix:uid") != uid) {
      FileTree.give(folder, uid, gid);
    }
  }

  /// Gives one file to the server.
  void ownFile(Path file) throws IOException {
    if (isOther()) {
      Files.setAttribute(file, "unix:uid", uid);
      Files.setAttribute(file, "unix:gid", gid);
    }
  }

  /// Refuses a folder that the server's user cannot enter.
  ///
  /// @throws DemoException when a parent folder is closed to that user
  void checkReach(Path folder) throws IOException {
    if (isOther()) {
      var probe = new ArrayList<>(prefix);
      probe.addAll(List.of("test", "-x", folder.toString()));
      if (!works(probe)) {
        throw new DemoException(
            "As root the sample server runs as the user "
                + name
                + ", who cannot enter "
                + folder
                + "; run tusk as an ordinary user or keep its data outside root's home.");
      }
    }
  }

  private static boolean works(List<String> command) throws IOException {
    return Shell.run(command).exit() == 0;
  }

  private static int id(Path file, String attribute) throws IOException {
    return (Integer) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS);
  }
}
