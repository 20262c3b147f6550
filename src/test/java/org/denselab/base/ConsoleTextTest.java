package org.denselab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTextTest {
  @Test
  void whatATerminalActsOnIsSpelledOut() {
    assertThat(ConsoleText.of("a\u001b[31mred\u0007\u009b2J\u007f"))
        .isEqualTo("a\\x1b[31mred\\x07\\x9b2J\\x7f");
    assertThat(ConsoleText.of("\u202eabc\u2066\u2028")).isEqualTo("\\u202eabc\\u2066\\u2028");
    assertThat(ConsoleText.of("two\nlines\tof é 検索 🙂")).isEqualTo("two lines of é 検索 🙂");
    assertThat(ConsoleText.of("half \ud83d")).isEqualTo("half \\ud83d");
  }

  @Test
  void widthsAreColumns() {
    assertThat(ConsoleText.width("abc")).isEqualTo(3);
    assertThat(ConsoleText.width("検索")).isEqualTo(4);
    assertThat(ConsoleText.width("e\u0301")).isEqualTo(1);
    assertThat(ConsoleText.width("🙂")).isEqualTo(2);
    assertThat(ConsoleText.right("検", 4)).isEqualTo("  検");
  }

  @Test
  void longNamesKeepBothEnds() {
    assertThat(ConsoleText.fit("dense-bert-2x128-lora-seed2", 14)).isEqualTo("dense-..-seed2");
    assertThat(ConsoleText.fit("short", 14)).isEqualTo("short");
    assertThat(ConsoleText.width(ConsoleText.fit("検索検索検索検索", 7))).isLessThanOrEqualTo(7);
    assertThat(ConsoleText.fit("abc", 0)).isEmpty();
  }

  @Test
  void linesBreakAtJointsAndLoseNothing() {
    assertThat(ConsoleText.wrap("dense-bert-lora", 12)).isEqualTo(List.of("dense-bert-", "lora"));
    assertThat(ConsoleText.wrap("one two three", 7)).isEqualTo(List.of("one two", "three"));
    String solid = "x".repeat(25);
    assertThat(String.join("", ConsoleText.wrap(solid, 10))).isEqualTo(solid);
    assertThat(ConsoleText.wrap("検索検索", 3)).isEqualTo(List.of("検", "索", "検", "索"));
  }
}
