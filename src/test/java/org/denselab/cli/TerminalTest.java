package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  @TempDir private Path here;

  @Test
  void coloursOnlyOnATerminalThatWantsThem() {
    assertThat(of(true, Map.of("TERM", "xterm")).colors()).isTrue();
    assertThat(of(true, Map.of("NO_COLOR", "1")))
        .matches(Terminal::interactive)
        .matches(terminal -> !terminal.colors());
    assertThat(of(true, Map.of("NO_COLOR", "")).colors()).as("no-color.org: not empty").isTrue();
    assertThat(of(true, Map.of("TERM", "dumb")).interactive()).isFalse();
    assertThat(of(false, Map.of("TERM", "xterm")))
        .matches(terminal -> !terminal.interactive() && !terminal.colors());
  }

  @Test
  void linesAreDrawnInAsciiWhereTheCharacterSetHasNoOthers() {
    assertThat(of(true, Map.of()).unicode()).isTrue();
    var ascii = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.US_ASCII);
    assertThat(Terminal.of(true, Map.of(), ascii).unicode()).isFalse();
  }

  @Test
  void whatIsPrintedIsTextAndNothingElse() {
    var bytes = new ByteArrayOutputStream();
    var terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    PlainOutput.over(terminal)
        .println("a\u001b[2Jb\u0007c\r\u009b31md\te é 検索 \u00a0\u00c2 \u001b]0;title\u0007");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("a\\x1b[2Jb\\x07c\\x0d\\x9b31md\te é 検索 \u00a0\u00c2 \\x1b]0;title\\x07\n");
  }

  @Test
  void aLogLineWipesTheLiveLine() {
    var screen = Screen.after("index ━━━━ 50%  3 s left\r\u001b[K12:00:00 said\nnext");
    assertThat(screen.lines()).containsExactly("12:00:00 said", "next");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 100, 160})
  @Tag("slow")
  void onATerminalOneLiveLineComesAndGoes(int columns) throws Exception {
    var ended = onATerminal("stty cols " + columns + "; TERM=xterm");

    assertThat(ended.out()).contains("index", "━", "%", " left", "\u001b[");
    String live = ended.out().substring(0, ended.out().indexOf("evaluate bm25"));
    assertThat(Screen.after(live.replaceAll("(?m)^.*live: Does.*$", "")).widest())
        .isLessThan(columns);
    var screen = Screen.after(ended.out());
    assertThat(screen.lines()).noneMatch(line -> line.contains("━"));
    assertThat(screen.lines()).anyMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d index .*"));
    assertThat(here.resolve("store/reports/live/denselab.log"))
        .content()
        .doesNotContain("\u001b", "\r", "━");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM=dumb", "NO_COLOR=1 TERM=xterm"})
  @Tag("slow")
  void aPlainTerminalGetsNoColours(String environment) throws Exception {
    String out = onATerminal("stty cols 100; " + environment).out();
    assertThat(out.replace("\r\u001b[K", "")).doesNotContain("\u001b");
    if (environment.contains("dumb")) assertThat(out).doesNotContain("\u001b", "━");
  }

  private FrontDoor.Ended onATerminal(String settings) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(SCRIPT), "skipped: no script(1), which makes a terminal");
    var collection = BeirOnDisk.write(here.resolve("c"), 40_000, 500);
    String command =
        FrontDoor.command("-Dexp=" + collection.study("live", 0.5), "-Dstore=store").stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", settings + " ", ""));
    var ended =
        new FrontDoor(here).start(List.of(SCRIPT.toString(), "-qec", command, "/dev/null")).end();
    assertThat(ended.code()).as(ended.out()).isZero();
    return ended;
  }

  private static Terminal of(boolean tty, Map<String, String> environment) {
    Charset utf8 = StandardCharsets.UTF_8;
    return Terminal.of(tty, environment, new PrintStream(new ByteArrayOutputStream(), true, utf8));
  }
}
