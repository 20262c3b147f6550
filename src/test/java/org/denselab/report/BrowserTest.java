package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: charts stand, our script runs, nobody else's does. */
class BrowserTest {
  @TempDir Path folder;
  private Browser browser;
  private Path page;

  @BeforeEach
  void write() throws IOException {
    browser = Browser.orSkip(folder);
    Report.write(StudyFixture.study(), folder);
    page = folder.resolve("index.html");
  }

  @Test
  void pageLivesAndDataDoesNot() throws IOException, InterruptedException {
    String html = Files.readString(page);
    Path slipped = folder.resolve("slipped.html");
    Files.writeString(slipped, html.replace("<main>", "<main>" + StudyFixture.SCRIPT));
    String dom = browser.dom(slipped);
    String root = dom.substring(dom.indexOf("<html"), dom.indexOf(">", dom.indexOf("<html")));
    assertThat(root)
        .as("our script runs, one that slipped past the escaping does not")
        .contains("data-ready=\"true\"")
        .doesNotContain("data-error", "data-hacked");
    assertThat(count(dom, "<svg")).as("bars, 9 shift charts, curves").isEqualTo(11);
    assertThat(count(dom, "<rect")).as("bars").isGreaterThan(100);
    assertThat(count(dom, "<polyline")).as("curves").isEqualTo(2);
    assertThat(dom).contains("&lt;script&gt;document.documentElement.dataset.hacked");
  }

  @Test
  void headersSortAndNothingStandsInAReadersWay() throws IOException, InterruptedException {
    String click =
        """
        const table = document.querySelector("#results table");
        const header = [...table.tHead.rows[0].cells].find((c) => c.innerText.startsWith("RR@10"));
        const order = () => [...table.tBodies[0].rows].map((r) => r.cells[0].innerText).join();
        header.querySelector("button").click();
        const down = header.getAttribute("aria-sort") + ":" + order();
        header.querySelector("button").click();
        document.body.dataset.sorted = down + ";" + header.getAttribute("aria-sort") + ":" + order();
        """;
    String dom = browser.dom(browser.with(page, click + axe("{}")));
    assertThat(attribute(dom, "data-sorted"))
        .isEqualTo(
            "descending:hybrid-full,dense-full,dense-lora,bm25,dense-untrained,dense-r64;"
                + "ascending:dense-untrained,bm25,dense-lora,dense-full,hybrid-full,dense-r64");
    assertThat(attribute(dom, "data-axe")).isEqualTo("[]");
  }

  @Test
  void darkIsReadable() throws IOException, InterruptedException {
    String dom =
        browser.dom(
            browser.with(page, axe("{runOnly: ['color-contrast']}")),
            "--blink-settings=preferredColorScheme=0");
    assertThat(attribute(dom, "data-axe")).isEqualTo("[]");
  }

  private static String attribute(String dom, String name) {
    var matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(dom);
    return matcher.find() ? matcher.group(1) : "none";
  }

  /** Leaves what axe finds against the page, all of it opened, in an attribute. */
  private static String axe(String options) throws IOException {
    try (InputStream in = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
      byte[] script = Objects.requireNonNull(in, "axe.min.js on the class path").readAllBytes();
      return new String(script, StandardCharsets.UTF_8)
          + """
          ;for (const details of document.querySelectorAll("details")) details.open = true;
          axe.run(OPTIONS).then((result) => {
            document.body.dataset.axe = JSON.stringify(
              result.violations.map((v) => v.id + ": " + v.nodes[0].html));
          });
          """
              .replace("OPTIONS", options);
    }
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }
}
