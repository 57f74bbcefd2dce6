package dev.tusk.app.architecture.planted.demo;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/// Planted: Java serialisation.
public final class Serialises {
  public void write(OutputStream to, Object what) throws IOException {
    try (var out = new ObjectOutputStream(to)) {
      out.writeObject(what);
    }
  }
}
