package dev.tusk.postgres.ssh;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SecretQuestion.Kind;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Tunnel;
import dev.tusk.core.kernel.Secret;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers what JSch asks while it logs in to one server: from what was answered before, else by
/// asking. Remembers what was tried, to say afterwards why it did not work.
///
/// JSch takes answers as `String`, which cannot be wiped.
final class SshLogin implements UserInfo, UIKeyboardInteractive {
  private static final String BEFORE_KEY = "Passphrase for ";
  private static final String BY_KEY = "publickey";

  /// As SSH calls them, in the order in which they are tried.
  static final List<String> METHODS = List.of(BY_KEY, "keyboard-interactive", "password");

  private static final List<String> BY_ANSWER = METHODS.subList(1, METHODS.size());

  /// So many keys are named, the rest is counted.
  private static final int NAMED = 5;

  private final SshHost host;
  private final Identities keys;
  private final Answers answers;
  private final ConnectDialogue dialogue;
  private final Set<String> tried = new HashSet<>();
  private final List<String> story = new ArrayList<>();
  private final Set<Tunnel> reasons = EnumSet.noneOf(Tunnel.class);
  private @Nullable String password;
  private @Nullable String passphrase;

  /// A password or another answer that the server has not judged yet.
  private @Nullable SecretQuestion answered;

  private boolean done;

  SshLogin(SshHost host, Identities keys, Answers answers, ConnectDialogue dialogue) {
    this.host = host;
    this.keys = keys;
    this.answers = answers;
    this.dialogue = dialogue;
  }

  /// Notes that the server has let us in.
  void succeeded() {
    done = true;
  }

  boolean isDone() {
    return done;
  }

  boolean hasBegun() {
    return !tried.isEmpty() || keys.isWanted();
  }

  /// Why the server did not let us in: what it accepts, what was tried, and what came of it.
  ///
  /// @param said by the server; empty when it said nothing
  /// @param methods that it accepts, by their names in SSH; empty when it did not say
  TuskError refused(String said, List<String> methods) {
    StringBuilder text =
        new StringBuilder("The SSH server " + host.place() + " did not let ")
            .append(host.user())
            .append(" in");
    if (!said.isBlank()) {
      text.append(" (").append(said.strip()).append(')');
    }
    SecretQuestion last = answered;
    if (last != null && (methods.isEmpty() || methods.stream().anyMatch(BY_ANSWER::contains))) {
      note(last, true);
    }
    List<String> parts = new ArrayList<>();
    if (!methods.isEmpty()) {
      parts.add("it accepts " + String.join(", ", methods));
    }
    boolean takesKeys = methods.isEmpty() ? keys.isWanted() : methods.contains(BY_KEY);
    if (takesKeys) {
      parts.addAll(keysRefused());
    }
    parts.addAll(story);
    if (takesKeys
        && keys.names().size() > 1
        && said.toLowerCase(Locale.ROOT).contains("too many")) {
      parts.add("too many keys were tried; name the right one");
    }
    if (!parts.isEmpty()) {
      text.append(": ").append(String.join("; ", parts));
    }
    return new TuskError.TunnelFailed(reason(methods, takesKeys), text.toString());
  }

  private List<String> keysRefused() {
    List<String> parts = new ArrayList<>();
    if (keys.isEmpty()) {
      parts.add("there is no key to offer");
      parts.addAll(keys.troubles());
      return parts;
    }
    List<String> unopened = keys.locked().stream().filter(this::wasAskedFor).toList();
    List<String> offered = keys.names().stream().filter(name -> !unopened.contains(name)).toList();
    if (!offered.isEmpty()) {
      String named = String.join(", ", offered.subList(0, Math.min(NAMED, offered.size())));
      parts.add(
          offered.size() == 1
              ? "the key " + named + " was refused"
              : offered.size() + " keys were refused (" + named + ")");
    }
    keys.troubles().stream().filter(each -> each.startsWith("The ")).forEach(parts::add);
    return parts;
  }

  /// Whether a passphrase was; of a key that the server does not know JSch needs none.
  private boolean wasAskedFor(String file) {
    return tried.contains(key(new SecretQuestion(Kind.PASSPHRASE, file, "", false, false)));
  }

  /// What a person can mend first: what was typed wrong, what was not typed, then the keys.
  private Tunnel reason(List<String> methods, boolean takesKeys) {
    for (Tunnel each :
        List.of(Tunnel.LOGIN_PASSWORD, Tunnel.LOGIN_PASSPHRASE, Tunnel.LOGIN_UNANSWERED)) {
      if (reasons.contains(each)) {
        return each;
      }
    }
    if (!takesKeys) {
      boolean known = methods.stream().anyMatch(METHODS::contains);
      return methods.isEmpty() || known ? Tunnel.LOGIN : Tunnel.LOGIN_METHOD;
    }
    if (!keys.isEmpty()) {
      return Tunnel.LOGIN_KEY;
    }
    return keys.isAgentOfNoUse() ? Tunnel.LOGIN_AGENT : Tunnel.LOGIN_NO_KEY;
  }

  @Override
  public boolean promptPassword(String message) {
    password = ask(new SecretQuestion(Kind.PASSWORD, host.label(), "", false, false));
    return password != null;
  }

  @Override
  public @Nullable String getPassword() {
    return password;
  }

  /// Says yes even without an answer: JSch goes on to the next key only then.
  @Override
  public boolean promptPassphrase(String message) {
    String file = message.startsWith(BEFORE_KEY) ? message.substring(BEFORE_KEY.length()) : message;
    SecretQuestion question = new SecretQuestion(Kind.PASSPHRASE, file, "", false, false);
    passphrase = unanswered(question) ? null : ask(question);
    return true;
  }

  @Override
  public @Nullable String getPassphrase() {
    return passphrase;
  }

  @Override
  public String @Nullable [] promptKeyboardInteractive(
      String destination, String name, String instruction, String[] prompts, boolean[] echo) {
    String[] replies = new String[prompts.length];
    for (int i = 0; i < prompts.length; i++) {
      boolean isPassword =
          prompts.length == 1
              && !echo[i]
              && prompts[i].toLowerCase(Locale.ROOT).matches(".*passw(or)?d:?\\s*");
      String text = (instruction + "\n" + prompts[i]).strip();
      SecretQuestion question =
          isPassword
              ? new SecretQuestion(Kind.PASSWORD, host.label(), "", false, false)
              : new SecretQuestion(Kind.CHALLENGE, host.label(), text, echo[i], false);
      @Nullable String reply = ask(question);
      if (reply == null) {
        return null;
      }
      replies[i] = reply;
    }
    return replies;
  }

  private boolean unanswered(SecretQuestion question) {
    return tried.contains("none " + key(question));
  }

  private static String key(SecretQuestion question) {
    return question.kind() + " " + question.about();
  }

  private @Nullable String ask(SecretQuestion question) {
    boolean refused = !tried.add(key(question)) && question.lasts();
    if (refused) {
      answers.forget(question);
      note(question, true);
    }
    Optional<Secret> answer = refused ? Optional.empty() : answers.find(question);
    if (answer.isEmpty()) {
      answer =
          dialogue.secret(
              new SecretQuestion(
                  question.kind(), question.about(), question.text(), question.echo(), refused));
    }
    if (answer.isEmpty()) {
      answered = null;
      tried.add("none " + key(question));
      if (!refused) {
        note(question, false);
      }
      return null;
    }
    if (question.kind() != Kind.PASSPHRASE) {
      answered = question;
    }
    try (Secret given = answer.get()) {
      answers.keep(question, given);
      return given.reveal(String::new);
    }
  }

  private void note(SecretQuestion question, boolean refused) {
    String what = refused ? "was refused" : "was not given";
    String line =
        switch (question.kind()) {
          case PASSWORD -> "the password of " + question.about() + " " + what;
          case PASSPHRASE -> "the passphrase of " + question.about() + " " + what;
          case CHALLENGE -> "the answer to \"" + question.text() + "\" " + what;
        };
    reasons.add(
        question.kind() == Kind.PASSPHRASE
            ? Tunnel.LOGIN_PASSPHRASE
            : refused ? Tunnel.LOGIN_PASSWORD : Tunnel.LOGIN_UNANSWERED);
    if (!story.contains(line)) {
      story.add(line);
    }
  }

  @Override
  public boolean promptYesNo(String message) {
    return false;
  }

  @Override
  public void showMessage(String message) {
    // The server's banner.
  }
}
