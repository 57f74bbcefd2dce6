package dev.tusk.swing.editor.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultColumn.Kind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CellContentTest {
  private static CellContent content(String type, Kind kind, @Nullable String text) {
    return new CellContent(Values.KEEP, Values.cell(type, kind, text), 0, 0);
  }

  private static List<ViewMode> modes(String type, Kind kind, String text) {
    return content(type, kind, text).start().modes();
  }

  @Test
  void theTypeChoosesHowAValueIsShownFirst() {
    assertThat(modes("jsonb", Kind.JSON, "{\"a\": 1}").getFirst()).isEqualTo(ViewMode.JSON);
    assertThat(modes("json", Kind.JSON, "12")).containsExactly(ViewMode.TEXT, ViewMode.HEX);
    assertThat(modes("xml", Kind.OTHER, "<a/>").getFirst()).isEqualTo(ViewMode.XML);
    assertThat(modes("bytea", Kind.BYTES, "\\x00ff").getFirst()).isEqualTo(ViewMode.HEX);
    assertThat(modes("bytea", Kind.BYTES, "\\x89504e470d0a").getFirst()).isEqualTo(ViewMode.IMAGE);
    assertThat(modes("text", Kind.TEXT, " [1]").getFirst()).isEqualTo(ViewMode.TEXT);
    assertThat(modes("text", Kind.TEXT, " [1]")).contains(ViewMode.JSON, ViewMode.TREE);
    assertThat(modes("text", Kind.TEXT, "<p>")).contains(ViewMode.XML);
    assertThat(content("text", Kind.TEXT, null).start().isNull()).isTrue();
    assertThat(modes("text", Kind.TEXT, "")).containsExactly(ViewMode.TEXT, ViewMode.HEX);
  }

  @Test
  void bytesAreDecodedFromBothFormatsOfBytea() {
    var hex = content("bytea", Kind.BYTES, "\\x00ff5c41").data(Cancellation.create());
    var escape = content("bytea", Kind.BYTES, "\\000\\377\\\\A").data(Cancellation.create());

    assertThat(hex.read(0, 9)).isEqualTo(new byte[] {0, -1, '\\', 'A'});
    assertThat(hex.read(2, 1)).isEqualTo(new byte[] {'\\'});
    assertThat(escape.read(0, 9)).isEqualTo(new byte[] {0, -1, '\\', 'A'});
    assertThat(content("bytea", Kind.BYTES, "\\x").start().bytes()).isZero();
  }

  @Test
  void indentingLeavesTheTextItselfAlone() {
    var content = content("json", Kind.JSON, "{\"a\":1.0}");

    assertThat(Values.text(content.shown(ViewMode.JSON, Cancellation.create())))
        .isEqualTo("{\n  \"a\": 1.0\n}");
    assertThat(Values.text(content.text())).isEqualTo("{\"a\":1.0}");
    content.close();
    assertThatThrownBy(() -> content.shown(ViewMode.JSON, Cancellation.create()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anImageIsReadFromItsHexDigits() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(3000, 2000, BufferedImage.TYPE_INT_RGB), "png", bytes);
    var text = "\\x" + HexFormat.of().formatHex(bytes.toByteArray());
    var content = content("bytea", Kind.BYTES, text);

    var picture =
        Picture.read(content.shown(ViewMode.IMAGE, Cancellation.create()), Cancellation.create());

    assertThat(picture.width()).isEqualTo(3000);
    assertThat(picture.format()).isEqualTo("png");
    assertThat(picture.image().getWidth()).as("fewer pixels are held").isEqualTo(1500);
  }

  @Test
  void aDamagedOrBoastfulImageIsRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB), "png", bytes);
    var boast = bytes.toByteArray();
    boast[16] = 0x7F; // the width, in the first chunk
    for (var wrong : List.of(boast, new byte[] {(byte) 0x89, 'P', 'N', 'G'}, new byte[0])) {
      assertThatThrownBy(() -> Picture.read(ValueBytes.of(wrong), Cancellation.create()))
          .isInstanceOf(Picture.Unreadable.class);
    }
  }

  @Test
  void anImageWhoseBytesCannotBeReadIsNotCalledDamaged() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(500, 500, BufferedImage.TYPE_INT_RGB), "bmp", bytes);
    var whole = ValueBytes.of(bytes.toByteArray());
    var lost = new IllegalStateException("the file of this result cannot be read");
    var torn =
        new ValueBytes() {
          @Override
          public long length() {
            return whole.length();
          }

          @Override
          public byte[] read(long from, int count) {
            if (from + count > 300_000) {
              throw lost;
            }
            return whole.read(from, count);
          }
        };
    assertThatThrownBy(() -> Picture.read(torn, Cancellation.create())).isSameAs(lost);
  }
}
