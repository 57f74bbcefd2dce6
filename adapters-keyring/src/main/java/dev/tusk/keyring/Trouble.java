package dev.tusk.keyring;

/// Why the keyring cannot be used, and what a person can do about it.
enum Trouble {
  ABSENT(
      "this system offers no keyring, so that they are asked for again after the next start",
      "Install and start a keyring service (gnome-keyring, KWallet); Tusk then offers to save"
          + " them"),
  REFUSED("the keyring is locked or refused", "Unlock the keyring and save the password again"),
  SILENT(
      "the keyring did not answer in time",
      "Look for its question on your screen, then save the password again"),
  OFF("TUSK_KEYRING=off switches the keyring off", "Start Tusk without it to keep passwords");

  private final String reason;
  private final String remedy;

  Trouble(String reason, String remedy) {
    this.reason = reason;
    this.remedy = remedy;
  }

  String warning() {
    return "Passwords are kept for this session only: " + reason + ". " + remedy + ".";
  }
}
