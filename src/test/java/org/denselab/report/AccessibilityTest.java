package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing on the page stands in a reader's way: axe finds nothing, everything opened. */
class AccessibilityTest {
  private static final String DARK = "--blink-settings=preferredColorScheme=0";
  private static final String NARROW = "--window-size=400,900";
  private static final List<String> ARMS = List.of("bm25", "dense-untrained", "dense-full");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", DARK, NARROW, DARK + " " + NARROW})
  void axeFindsNothing(String flags) throws IOException, InterruptedException {
    Browser browser = Browser.orSkip(folder);
    String dom =
        browser.dom(
            browser.with(page(), AXE.formatted(axe())),
            flags.isEmpty() ? new String[0] : flags.split(" "));
    assertThat(Browser.attribute(dom, "data-axe")).as("with '%s'", flags).isEqualTo("[]");
    int opened = Integer.parseInt(Browser.attribute(dom, "data-opened"));
    assertThat(opened).as("queries opened").isEqualTo(12);
    int wide = Integer.parseInt(Browser.attribute(dom, "data-wide"));
    assertThat(wide).as("nothing makes the page itself scroll sideways").isZero();
  }

  @Test
  void headingsGoDownOneLevelAtATimeAndTablesHaveCaptions() throws IOException {
    String html = Files.readString(page());
    List<Integer> levels = new ArrayList<>();
    var headings = Pattern.compile("<h([1-6])").matcher(html);
    while (headings.find()) levels.add(Integer.parseInt(headings.group(1)));
    assertThat(levels.getFirst()).isEqualTo(1);
    for (int i = 1; i < levels.size(); i++)
      assertThat(levels.get(i)).isBetween(2, levels.get(i - 1) + 1);
    assertThat(html.split("<table", -1)).hasSameSizeAs(html.split("<caption", -1));
    assertThat(html.split("<svg xmlns", -1))
        .as("every chart has a title, a description and a table of its numbers")
        .hasSameSizeAs(html.split("<desc>", -1))
        .hasSameSizeAs(html.split("class=\"numbers\"", -1));
    assertThat(html).contains("<a class=\"skip\" href=\"#answer\">");
  }

  private Path page() throws IOException {
    var explored = ExploredFixture.of("search", ARMS, 60, 40, "is not long");
    Report.write(StudyFixture.study(), List.of(explored), folder);
    return folder.resolve("index.html");
  }

  private static String axe() throws IOException {
    try (InputStream in = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      byte[] script = Objects.requireNonNull(in, "axe.min.js on the class path").readAllBytes();
      return new String(script, StandardCharsets.UTF_8);
    }
  }

  private static final String AXE =
      """
      %s
      ;for (const details of document.querySelectorAll("details")) details.open = true;
      setTimeout(() => {
        document.body.dataset.opened = document.querySelectorAll(".inside").length;
        document.body.dataset.wide =
          Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth);
        axe.run({}).then((result) => {
          document.body.dataset.axe = JSON.stringify(
            result.violations.map((v) => v.id + ": " + v.nodes[0].html));
        });
      }, 200);
      """;
}
