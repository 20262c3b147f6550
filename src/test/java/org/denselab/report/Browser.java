package org.denselab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Headless Chromium, from {@code CHROMIUM} or {@code PATH}; tests are skipped where there is none.
 */
record Browser(Path chromium, Path folder) {

  static Browser orSkip(Path folder) {
    Optional<Path> found = find();
    assumeTrue(found.isPresent(), "skipped: no chromium on PATH; set CHROMIUM to one to run this");
    return new Browser(found.orElseThrow(), folder);
  }

  /** The document as it is after its scripts ran. */
  String dom(Path page, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(chromium.toString(), "--headless"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of(more));
    command.addAll(List.of("--virtual-time-budget=8000", "--dump-dom", page.toUri().toString()));
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
    return Files.readString(out);
  }

  /** The page with a script of the test in it, which its own policy would refuse. */
  Path with(Path page, String script) throws IOException {
    String html = Files.readString(page).replaceFirst("<meta http-equiv=[^>]*>", "");
    Path changed = folder.resolve("changed.html");
    return Files.writeString(
        changed, html.replace("</body>", "<script>" + script + "</script></body>"));
  }

  /** The value of the first attribute {@code name} in a document. */
  static String attribute(String dom, String name) {
    var matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(dom);
    return matcher.find() ? matcher.group(1) : "none";
  }

  private static Optional<Path> find() {
    String named = System.getenv("CHROMIUM");
    if (named != null && !named.isBlank()) return Optional.of(Path.of(named));
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(
            dir ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(n -> Path.of(dir, n)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
