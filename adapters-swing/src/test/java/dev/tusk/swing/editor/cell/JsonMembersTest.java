package dev.tusk.swing.editor.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.Cancellation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonMembersTest {
  private static JsonMembers members(String json) {
    return new JsonMembers(Values.of(json), Cancellation.create());
  }

  private static List<String> below(String json) {
    var members = members(json);
    return members.below(members.root()).stream().map(JsonNode::toString).toList();
  }

  @Test
  void membersHaveTheirKeysAndTheirExactText() {
    assertThat(below(" {\"a\" : 1.50, \"b\":\"x\\\"}\", \"c\":[1, {\"d\":2}], \"e\":null} "))
        .containsExactly(
            "\"a\": 1.50", "\"b\": \"x\\\"}\"", "\"c\": [1, {\"d\":2}]", "\"e\": null");
    assertThat(below("[1, [2], \"3\"]")).containsExactly("[0]: 1", "[1]: [2]", "[2]: \"3\"");
    assertThat(below("{}")).isEmpty();
    assertThat(below("12")).isEmpty();
  }

  @Test
  void aNodeKnowsWhereItsTextIs() {
    var json = "{\"a\":  [1,2] }";
    var members = members(json);
    var node = members.below(members.root()).getFirst();

    assertThat(json.substring((int) node.from(), (int) node.to())).isEqualTo("[1,2]");
  }

  @Test
  void thousandsOfMembersComeInGroups() {
    var json =
        IntStream.range(0, 2_500)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(",", "[", "]"));
    var members = members(json);
    var groups = members.below(members.root());

    assertThat(groups.stream().map(JsonNode::label))
        .containsExactly("[0 … 999]", "[1,000 … 1,999]", "[2,000 … 2,499]");
    assertThat(members.below(groups.get(1))).hasSize(1_000);
    assertThat(members.below(groups.get(2)).getLast()).hasToString("[2499]: 2499");
  }

  @Test
  void millionsOfMembersComeInGroupsOfGroups() {
    var json = "[" + "1,".repeat(1_200_000) + "2]";
    var members = members(json);
    var groups = members.below(members.root());

    assertThat(groups).hasSize(2);
    var inner = members.below(groups.get(1));
    assertThat(inner).hasSize(201);
    assertThat(members.below(inner.getLast())).hasToString("[[1200000]: 2]");
  }

  @Test
  void whatIsNoJsonEndsAllTheSame() {
    for (var text : List.of("", "[", "{\"a\"", "{\"a\":", "[1,,2", "{:}", "]", "{\"a\" \"b\"}")) {
      assertThat(below(text)).hasSizeLessThan(5);
    }
  }
}
