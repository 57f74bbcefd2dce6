package dev.tusk.harness.secrets;

import dev.tusk.demo.ServerOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// A secret that exists nowhere else, to be used as a password and then searched for.
///
/// @param text [#PREFIX] and 16 hexadecimal digits
/// @param users those whose password it is: PostgreSQL's md5 method sends a hash made with the name
public record Canary(String text, List<String> users) {
  /// How each of them begins, and the password of every test server too.
  public static final String PREFIX = ServerOptions.TEST_PASSWORD;

  private static final int BYTES = 8;

  public Canary {
    users = List.copyOf(users);
  }

  /// A new one; `users` have it as their password.
  public static Canary fresh(String... users) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new Canary(PREFIX + HexFormat.of().formatHex(random), List.of(users));
  }

  /// One way in which the secret can lie in a file or in memory.
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  public record Form(String name, byte[] bytes) {
    private static Form of(String name, String text, Charset charset) {
      return new Form(name, text.getBytes(charset));
    }
  }

  /// Every form that is searched for.
  public List<Form> forms() {
    List<Form> forms = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    forms.add(new Form("clear", bytes));
    forms.add(Form.of("UTF-16LE", text, StandardCharsets.UTF_16LE));
    forms.add(Form.of("UTF-16BE", text, StandardCharsets.UTF_16BE));
    forms.add(
        Form.of("reversed", new StringBuilder(text).reverse().toString(), StandardCharsets.UTF_8));
    forms.add(Form.of("URL-encoded", text.replace("-", "%2D"), StandardCharsets.UTF_8));
    forms.add(Form.of("url-encoded", text.replace("-", "%2d"), StandardCharsets.UTF_8));
    forms.add(Form.of("hex", HexFormat.of().formatHex(bytes), StandardCharsets.US_ASCII));
    forms.add(
        Form.of("HEX", HexFormat.of().withUpperCase().formatHex(bytes), StandardCharsets.US_ASCII));
    for (int offset = 0; offset < 3; offset++) {
      // Base64 depends on where in its text the secret begins: only whole groups are the same.
      byte[] moved = new byte[offset + bytes.length];
      System.arraycopy(bytes, 0, moved, offset, bytes.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(moved);
      int from = offset == 0 ? 0 : 4;
      int to = moved.length / 3 * 4;
      forms.add(
          Form.of("Base64+" + offset, encoded.substring(from, to), StandardCharsets.US_ASCII));
    }
    for (String user : users) {
      String hash = md5(text + user);
      forms.add(Form.of("md5 with " + user, hash, StandardCharsets.US_ASCII));
    }
    return forms;
  }

  private static String md5(String of) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(of.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Never the secret: a failed assertion must not be the leak.
  @Override
  public String toString() {
    return "Canary";
  }
}
