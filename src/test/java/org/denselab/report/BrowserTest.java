package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    List<String> arms = List.of("bm25", "dense-untrained", "dense-full", "hybrid-full");
    var explored = ExploredFixture.of("search", arms, 3_000, 3_000, "x");
    Report.write(StudyFixture.study(), List.of(explored), folder);
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
    assertThat(count(dom, "<svg xmlns"))
        .as("bars, intervals, 9 shift charts, curves, 5 exhibits")
        .isEqualTo(17);
    assertThat(count(dom, "<rect")).as("bars").isGreaterThan(100);
    assertThat(count(dom, "<polyline")).as("curves").isEqualTo(7);
    assertThat(dom).contains("&lt;script&gt;document.documentElement.dataset.hacked");
  }

  @Test
  void headersSortByMouseAndKeyboard() throws IOException, InterruptedException {
    String click =
        """
        const table = document.querySelector("#results table.sortable");
        const header = [...table.tHead.rows[0].cells].find((c) => c.innerText.startsWith("RR@10"));
        const order = () => [...table.tBodies[0].rows].map((r) => r.cells[0].innerText).join();
        const button = header.querySelector("button");
        button.focus();
        document.activeElement.click();
        const down = header.getAttribute("aria-sort") + ":" + order();
        button.click();
        document.body.dataset.sorted = down + ";" + header.getAttribute("aria-sort") + ":" + order();
        """;
    String dom = browser.dom(browser.with(page, click));
    assertThat(Browser.attribute(dom, "data-sorted"))
        .isEqualTo(
            "descending:hybrid-full,dense-full,dense-lora,bm25,dense-untrained,dense-r64;"
                + "ascending:dense-untrained,bm25,dense-lora,dense-full,hybrid-full,dense-r64");
  }

  @Test
  void figuresAndTablesAreHandedOut() throws IOException, InterruptedException {
    String click =
        """
        const got = {};
        const names = new Map();
        URL.createObjectURL = (blob) => { names.set("blob:" + names.size, blob); return "blob:" + (names.size - 1); };
        HTMLAnchorElement.prototype.click = function () {
          names.get(this.getAttribute("href")).text().then((text) => { got[this.download] = text; });
        };
        const press = (selector, label) => [...document.querySelector(selector).parentElement
          .querySelectorAll(selector + " .hand button, " + selector + " + .hand button")]
          .find((button) => button.textContent === label).click();
        press("[data-figure=accuracy-by-layer]", "SVG");
        press("[data-figure=accuracy-by-layer]", "CSV");
        press("[data-table=single-against-joint]", "LaTeX");
        setTimeout(() => {
          const svg = new DOMParser().parseFromString(got["accuracy-by-layer.svg"], "image/svg+xml");
          document.body.dataset.got = [svg.documentElement.tagName,
            got["accuracy-by-layer.svg"].includes("var("),
            got["accuracy-by-layer.csv"].split("\\n")[0],
            got["single-against-joint.tex"].includes("\\\\toprule")].join(";");
        }, 200);
        """;
    String dom = browser.dom(browser.with(page, click));
    assertThat(Browser.attribute(dom, "data-got"))
        .isEqualTo("svg;false;line,layer,accuracy,low,high,mark;true");
  }

  @Test
  void theExplorerFindsSortsAndShows() throws IOException, InterruptedException {
    String use =
        """
        const form = document.getElementById("explorer");
        const set = (name, value) => {
          const field = form.querySelector("[name=" + name + "]");
          field.value = value;
          field.dispatchEvent(new Event("input", { bubbles: true }));
        };
        const rows = () => [...form.querySelectorAll(".query")];
        const change = (row) => row.querySelector(".change").textContent;
        const report = {};
        set("change", "all");
        setTimeout(() => {
          report.first = rows().length;
          report.status = form.querySelector("[role=status]").textContent;
          report.gain = change(rows()[0]);
          form.querySelector(".more").click();
          report.more = rows().length;
          report.focus = document.activeElement === rows()[12].querySelector("summary");
          set("order", "loss");
          setTimeout(() => {
            report.loss = change(rows()[0]);
            set("words", "QUERY 1234 x");
            setTimeout(() => {
              report.found = rows().map((row) => row.querySelector(".text").textContent);
              rows()[0].open = true;
              setTimeout(() => {
                report.sides = rows()[0].querySelectorAll(".sides ol").length;
                report.hits = rows()[0].querySelectorAll(".sides li").length;
                document.body.dataset.report = JSON.stringify(report);
              }, 100);
            }, 300);
          }, 50);
        }, 50);
        """;
    String dom = browser.dom(browser.with(page, use));
    assertThat(Browser.attribute(dom, "data-report").replace("&quot;", "\""))
        .contains("\"first\":12", "\"more\":62", "\"focus\":true", "\"gain\":\"+1.000\"")
        .contains(
            "\"loss\":\"−1.000\"", "\"found\":[\"query 1234 x\"]", "\"sides\":2", "\"hits\":6")
        .contains("3,000 queries: hybrid-full is better on");
    assertThat(dom).as("the page itself says nothing of an error").doesNotContain("data-error");
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }
}
