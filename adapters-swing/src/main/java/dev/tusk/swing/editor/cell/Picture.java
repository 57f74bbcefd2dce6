package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/// An image of a value.
///
/// @param image with fewer pixels than the original where that has very many
/// @param width of the original, in pixels
/// @param height of the original
/// @param format for example "png"
/// @param bytes of the value
record Picture(BufferedImage image, int width, int height, String format, long bytes) {
  /// More pixels are not held: 16 MB of heap, and sharp on any display.
  private static final long PIXELS = 4_000_000;

  /// An original with more is not read at all; a hostile one claims billions in a few bytes.
  private static final long MOST_PIXELS = 100_000_000;

  private static final String UNREADABLE =
      "This image is damaged or of a kind that Tusk does not know";

  /// The bytes are there, but no picture can be made of them.
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why, @Nullable Exception cause) {
      super(why, cause);
    }
  }

  /// Whether a value begins as an image does that Java can read.
  static boolean begins(byte[] start) {
    return starts(start, 0x89, 'P', 'N', 'G')
        || starts(start, 0xFF, 0xD8, 0xFF)
        || starts(start, 'G', 'I', 'F', '8')
        || starts(start, 'B', 'M')
        || starts(start, 'I', 'I', 42, 0)
        || starts(start, 'M', 'M', 0, 42);
  }

  private static boolean starts(byte[] start, int... wanted) {
    if (start.length < wanted.length) {
      return false;
    }
    for (var i = 0; i < wanted.length; i++) {
      if ((start[i] & 0xFF) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /// Reads it. For a background thread.
  ///
  /// @throws Unreadable when it is damaged, too large, or nothing that Java can read
  /// @throws RuntimeException as [ValueBytes#read]
  static Picture read(ValueBytes value, Cancellation cancellation) throws IOException {
    try (var in = new ValueImageStream(value, cancellation)) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new Unreadable(UNREADABLE, null);
      }
      var reader = readers.next();
      try {
        return read(reader, in, value.length());
      } catch (IIOException | EOFException | RuntimeException damaged) {
        in.check();
        // the readers throw what they like at damaged files, and say what only they understand
        throw new Unreadable(UNREADABLE, damaged);
      } finally {
        reader.dispose();
      }
    }
  }

  private static Picture read(ImageReader reader, ImageInputStream in, long bytes)
      throws IOException {
    reader.setInput(in, true, true);
    var width = reader.getWidth(0);
    var height = reader.getHeight(0);
    var pixels = (long) width * height;
    if (pixels > MOST_PIXELS) {
      throw new Unreadable(
          String.format(Locale.ROOT, "The image has %,d × %,d pixels, too many", width, height),
          null);
    }
    var param = reader.getDefaultReadParam();
    var step = (int) Math.ceil(Math.sqrt((double) pixels / PIXELS));
    if (step > 1) {
      param.setSourceSubsampling(step, step, 0, 0);
    }
    @Nullable BufferedImage image = reader.read(0, param);
    if (image == null) {
      throw new Unreadable(UNREADABLE, null);
    }
    var format = reader.getFormatName().toLowerCase(Locale.ROOT);
    return new Picture(image, width, height, format, bytes);
  }
}
