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

  private final SshHost host;
  private final Identities keys;
  private final Answers answers;
  private final ConnectDialogue dialogue;
  private final Set<String> tried = new HashSet<>();
  private final List<String> story = new ArrayList<>();
  private @Nullable String password;
  private @Nullable String passphrase;
  private boolean done;
  private boolean unanswered;

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
    return !tried.isEmpty() || unanswered;
  }

  /// Why the server did not let us in.
  ///
  /// @param said by the server; empty when it said nothing
  TuskError refused(String said) {
    StringBuilder text =
        new StringBuilder("The SSH server " + host.place() + " did not let ")
            .append(host.user())
            .append(" in");
    if (!said.isBlank()) {
      text.append(" (").append(said.strip()).append(')');
    }
    List<String> reasons = new ArrayList<>(story);
    if (keys.isEmpty()) {
      reasons.add("there is no key to offer");
      reasons.addAll(keys.troubles());
    } else {
      keys.locked().forEach(key -> reasons.add("the passphrase of " + key + " was not given"));
      keys.troubles().stream().filter(each -> each.startsWith("The ")).forEach(reasons::add);
    }
    if (said.toLowerCase(Locale.ROOT).contains("too many")) {
      reasons.add("too many keys were tried; name the right one");
    }
    if (!reasons.isEmpty()) {
      text.append(": ").append(String.join("; ", reasons));
    }
    return new TuskError.TunnelFailed(Tunnel.LOGIN, text.toString());
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
      note(question, "was refused");
    }
    Optional<Secret> answer = refused ? Optional.empty() : answers.find(question);
    if (answer.isEmpty()) {
      answer =
          dialogue.secret(
              new SecretQuestion(
                  question.kind(), question.about(), question.text(), question.echo(), refused));
    }
    if (answer.isEmpty()) {
      unanswered = true;
      tried.add("none " + key(question));
      if (!refused) {
        note(question, "was not given");
      }
      return null;
    }
    try (Secret given = answer.get()) {
      answers.keep(question, given);
      return given.reveal(String::new);
    }
  }

  private void note(SecretQuestion question, String what) {
    String line =
        switch (question.kind()) {
          case PASSWORD -> "the password of " + question.about() + " " + what;
          case PASSPHRASE -> "the passphrase of " + question.about() + " " + what;
          case CHALLENGE -> "the answer to \"" + question.text() + "\" " + what;
        };
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
