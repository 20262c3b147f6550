package org.denselab.dsl.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are hostile, broken or not there. */
class YamlReaderTest {
  @TempDir Path folder;

  private List<String> problems(byte[] bytes) throws IOException {
    return problems(Files.write(folder.resolve("a.yaml"), bytes));
  }

  private List<String> problems(String text) throws IOException {
    return problems(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(Path file) {
    var problems = new Problems();
    YamlReader.read(file, "a.yaml", 0, problems);
    return problems.all().stream().map(Problem::toString).toList();
  }

  @Test
  void placesAreOneBased() {
    var problems = new Problems();
    var root =
        (Node.Fields)
            YamlReader.read("a: 1\nb:\n  - c", new Position("x", 1, 1), 0, problems).orElseThrow();
    var items = (Node.Items) root.value("b").orElseThrow();
    assertThat(items.nodes().getFirst().at()).isEqualTo(new Position("x", 3, 5));
    assertThat(root.entry("b").orElseThrow().keyAt()).isEqualTo(new Position("x", 2, 1));
  }

  @Test
  void anchorsStandForTheirValue() {
    var problems = new Problems();
    var root =
        (Node.Fields)
            YamlReader.read("a: &x [1]\nb: *x", new Position("x", 1, 1), 0, problems).orElseThrow();
    assertThat(root.value("b")).isEqualTo(root.value("a"));
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aliasBombsDoNotGrow() throws IOException {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s, %s, %s, %s, %s]\n".formatted(i, i, alias, alias, alias, alias, alias));
    }
    assertThat(problems(bomb.toString()))
        .containsExactly("a.yaml:1:1: aliases grow to more than 20000 values");
  }

  @Test
  void manyAliasesAreRefused() throws IOException {
    assertThat(problems("a: &a [x]\nb: [" + "*a, ".repeat(60) + "x]\n"))
        .containsExactly("a.yaml:1:1: it has too many aliases of lists and maps");
  }

  @Test
  void depthIsBounded() throws IOException {
    assertThat(problems("[".repeat(10_000)))
        .containsExactly("a.yaml:1:1: it is nested deeper than 50 levels");
  }

  @Test
  void sizeIsBounded() throws IOException {
    assertThat(problems("a: " + "x".repeat(1 << 20)))
        .containsExactly("a.yaml:1:1: cannot be read: it is larger than 1 MB");
  }

  @Test
  void bytesAreUtf8() throws IOException {
    assertThat(problems(new byte[] {'a', ':', ' ', (byte) 0xff}))
        .containsExactly("a.yaml:1:4: this is not UTF-8; save the file as UTF-8");
  }

  @Test
  void aByteOrderMarkIsSkipped() throws IOException {
    assertThat(problems("\uFEFFa: 1\n")).isEmpty();
  }

  @Test
  void controlCharactersHaveAPlace() throws IOException {
    assertThat(problems("a: 1\nb: x\u0000y\n"))
        .containsExactly("a.yaml:2:5: character U+0000 is not allowed");
  }

  @Test
  void missingFilesAndFoldersAreSaid() {
    assertThat(problems(folder.resolve("none.yaml")))
        .containsExactly("a.yaml:1:1: there is no such file");
    assertThat(problems(folder)).containsExactly("a.yaml:1:1: cannot be read: it is a folder");
  }

  @Test
  void whatIsWrittenReadsTheSame() {
    for (String text :
        List.of("a", "true", "12", "1e3", "null", "", " x ", "a: b", "# no", "ä\n中", "-"))
      for (boolean plain : new boolean[] {false}) {
        var leaf = new Node.Leaf(text, plain, new Position("x", 1, 1));
        String yaml = YamlWriter.block(new Node.Items(List.of(leaf), leaf.at()));
        var read = YamlReader.read(yaml, leaf.at(), 0, new Problems()).orElseThrow();
        var again = (Node.Leaf) ((Node.Items) read).nodes().getFirst();
        assertThat(again.text()).isEqualTo(text);
        assertThat(again.isNull()).isFalse();
      }
  }
}
