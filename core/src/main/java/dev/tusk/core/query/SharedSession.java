package dev.tusk.core.query;

/// A tab's session whose server process a pooler gives to others after each transaction.
///
/// @param lost what was made to last and does not, as a list in words
public record SharedSession(String lost) {
  /// What it is.
  public static final String TITLE = "Shared by a pooler in transaction mode";

  /// What it means, and what can be done.
  public String words() {
    return "Lost after each transaction, and perhaps found by others: "
        + lost
        + ". Make it and use it in one transaction (SET LOCAL), set it for the role (ALTER ROLE …"
        + " SET), or connect without the pooler or in its session mode";
  }
}
