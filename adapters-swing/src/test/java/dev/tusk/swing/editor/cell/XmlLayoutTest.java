package dev.tusk.swing.editor.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlLayoutTest {
  @Test
  void elementsStandOnLinesOfTheirOwn() {
    assertThat(
            Values.indentedXml(
                "<?xml version=\"1.0\"?><a x='>'><b>text</b> <c/><!-- <no> --><d></d></a>"))
        .isEqualTo(
            """
            <?xml version="1.0"?>
            <a x='>'>
              <b>text</b>
              <c/>
              <!-- <no> -->
              <d></d>
            </a>\
            """);
  }

  @Test
  void anElementWithTextStaysInOnePiece() {
    var mixed = "<p>Some <b>bold</b> and <i>other</i></p>";

    assertThat(Values.indentedXml(mixed)).isEqualTo(mixed);
    assertThat(Values.indentedXml("<a><![CDATA[<x> ]] >]]></a>"))
        .isEqualTo("<a><![CDATA[<x> ]] >]]></a>");
    assertThat(Values.indentedXml("<a>  </a>")).isEqualTo("<a>  </a>");
  }

  @Test
  void entitiesAreShownNotResolved() {
    var bomb = "<!DOCTYPE l [<!ENTITY a \"]>\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>";

    assertThat(Values.indentedXml(bomb + "<l>&a;&x;</l>")).isEqualTo(bomb + "\n<l>&a;&x;</l>");
  }

  @Test
  void whatIsNoXmlComesOutAsItIs() {
    for (var text : new String[] {"<", "a < b > c", "</a></b>", "<!", "<!--", "<![CDATA[x", "&"}) {
      assertThat(Values.indentedXml(text).replaceAll("\\s", ""))
          .isEqualTo(text.replaceAll("\\s", ""));
    }
  }
}
