package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyIndexTest {
  @TempDir private Path folder;
  private Path page;

  @BeforeEach
  void write() throws IOException {
    String json = ResultsJson.of(StudyFixture.study());
    study("one", json);
    study("t wo", json.replace("0.602", "0.702").replace("Quickstart", StudyFixture.SCRIPT));
    study("broken", "{\"cells\": [");
    Files.createDirectories(folder.resolve(".stages/evaluate-1"));
    StudyIndex.write(folder);
    page = folder.resolve("index.html");
  }

  private void study(String name, String json) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve(name)).resolve("results.json"), json);
  }

  @Test
  void everyStudyIsListedWithItsAnswer() throws IOException {
    assertThat(Files.readString(page))
        .contains("<h1>3 studies</h1>", "href=\"one/index.html\"", "href=\"t%20wo/index.html\"")
        .contains("Does a small encoder, trained", "hybrid-full reaches .667 nDCG@10")
        .contains("expectations fell short", "10 of 12", "results.json cannot be read")
        .contains("&lt;script&gt;document")
        .doesNotContain(StudyFixture.SCRIPT);
  }

  @Test
  void twoStudiesStandSideBySide() throws IOException, InterruptedException {
    Browser browser = Browser.orSkip(folder);
    String use =
        """
        const set = (name, text) => {
          const field = document.querySelector("#comparison [name=" + name + "]");
          field.selectedIndex = [...field.options].findIndex((o) => o.textContent === text);
          field.dispatchEvent(new Event("input", { bubbles: true }));
        };
        set("first", "one");
        set("second", "t wo");
        set("metric", "nDCG@10");
        document.body.dataset.rows = [...document.querySelectorAll("#comparison tbody tr")]
          .map((row) => [...row.cells].map((c) => c.textContent).join(" ")).join(";");
        """;
    String dom = browser.dom(browser.with(page, use));
    assertThat(Browser.attribute(dom, "data-rows"))
        .contains("search, test dense-lora .602 .702 +.100")
        .contains("search, test bm25 .571 .571 .000");
    assertThat(dom).doesNotContain("data-error", "data-hacked");
  }
}
