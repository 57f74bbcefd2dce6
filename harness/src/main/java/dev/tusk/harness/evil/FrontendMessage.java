package dev.tusk.harness.evil;

import java.nio.charset.StandardCharsets;

/// One message that the client sent. Immutable.
public final class FrontendMessage {
  /// The type given to startup packets, SSLRequest, GSSENCRequest and CancelRequest.
  public static final char STARTUP = '0';

  private final char type;
  private final byte[] body;

  FrontendMessage(char type, byte[] body) {
    this.type = type;
    this.body = body;
  }

  /// The protocol's letter; [#STARTUP] for those of the start, which have none.
  public char type() {
    return type;
  }

  /// A copy of what follows the length.
  public byte[] body() {
    return body.clone();
  }

  /// The code in the first four bytes of a [#STARTUP] message; 196608 is protocol 3.0.
  public int code() {
    return body.length < 4
        ? 0
        : (body[0] & 0xff) << 24
            | (body[1] & 0xff) << 16
            | (body[2] & 0xff) << 8
            | (body[3] & 0xff);
  }

  /// The body as text, zero bytes included.
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// Whether the server has to answer before the client goes on.
  public boolean wantsAnswer() {
    return switch (type) {
      case 'Q', 'S', 'p', 'c', 'f', 'F', STARTUP -> true;
      default -> false;
    };
  }

  /// The bytes as they came over the wire.
  byte[] frame() {
    return type == STARTUP ? Frames.untyped(body) : Frames.frame(type, body);
  }
}
