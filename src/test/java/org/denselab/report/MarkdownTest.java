package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void textStaysTextInACell() {
    var markdown = new Markdown();
    markdown.table(
        List.of("a|b"), List.of(List.of(Markdown.escape("1|2\n| x | <b>*y*</b> `z`"))), 1);
    assertThat(markdown)
        .hasToString("| a\\|b |\n| --- |\n| 1\\|2 \\| x \\| \\<b\\>\\*y\\*\\</b\\> \\`z\\` |\n");
  }

  @Test
  void aFenceIsLongerThanThoseInside() {
    var markdown = new Markdown();
    markdown.code("yaml", "a: |\n  ```\n  b\n");
    assertThat(markdown).hasToString("````yaml\na: |\n  ```\n  b\n````\n");
  }

  @Test
  void listsStandApart() {
    var markdown = new Markdown();
    markdown.paragraph("before");
    markdown.item("one: ", "1");
    markdown.item("**two**: ", "2");
    markdown.paragraph("after");
    assertThat(markdown).hasToString("before\n\n- one: 1\n- **two**: 2\n\nafter\n");
  }
}
