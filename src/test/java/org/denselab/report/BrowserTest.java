package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: charts stand, our script runs, nobody else's does. */
class BrowserTest {
  @TempDir Path folder;

  @Test
  void pageLivesAndDataDoesNot() throws IOException, InterruptedException {
    Optional<Path> chromium = chromium();
    assumeTrue(
        chromium.isPresent(), "skipped: no chromium on PATH, set CHROMIUM to one to run this");
    Report.write(StudyFixture.study(), folder);
    String dom = dom(chromium.orElseThrow(), folder.resolve("index.html"));
    String root = dom.substring(dom.indexOf("<html"), dom.indexOf(">", dom.indexOf("<html")));
    assertThat(root).contains("data-ready=\"true\"").doesNotContain("data-error", "data-hacked");
    assertThat(dom.split("<svg", -1).length - 1)
        .as("a bar, 9 shift and a line chart")
        .isEqualTo(11);
    assertThat(dom.split("<rect", -1).length - 1).as("bars").isGreaterThan(100);
    assertThat(dom.split("<polyline", -1).length - 1).as("curves").isEqualTo(2);
    assertThat(dom).contains("<button type=\"button\">nDCG@10</button>");
    assertThat(dom).contains("&lt;script&gt;document.documentElement.dataset.hacked");
  }

  private String dom(Path chromium, Path page) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(chromium.toString(), "--headless"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of("--virtual-time-budget=2000", "--dump-dom", page.toUri().toString()));
    Path out = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  private static Optional<Path> chromium() {
    String named = System.getenv("CHROMIUM");
    if (named != null && !named.isBlank()) return Optional.of(Path.of(named));
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            dir ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(n -> Path.of(dir, n)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
