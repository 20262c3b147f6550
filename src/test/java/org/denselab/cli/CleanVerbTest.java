package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;
import org.denselab.base.Progress;
import org.denselab.dsl.StudyLoader;
import org.denselab.study.Store;
import org.denselab.study.StoreLock;
import org.denselab.study.StudyPlan;
import org.denselab.study.StudyPlanner;
import org.denselab.study.StudyRun;
import org.denselab.study.result.StudyResult.StageRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanVerbTest {
  @TempDir private Path home;
  private Store store;
  private Path ours;
  private Path theirs;

  /** Two studies have run: one is in experiments/, one came from elsewhere; they share an index. */
  @BeforeEach
  void runTwo() throws IOException {
    store = new Store(home.resolve("results"));
    Path data = BeirOnDisk.write(home.resolve("data"), 30, 5).folder();
    ours = study("experiments/deeper/ours.yaml", data, 10);
    theirs = study("elsewhere/theirs.yaml", data, 20);
    run(ours);
    run(theirs);
  }

  private Path study(String file, Path data, int depth) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(
        path,
        """
        study: %s
        tasks: [{name: shelf, data: "%s", metric: nDCG@10, splits: {test: test}}]
        evaluate: {retrievers: [bm25], depth: %d}
        """
            .formatted(path.getFileName().toString().replace(".yaml", ""), data, depth));
  }

  private StudyPlan plan(Path study) {
    return StudyPlanner.plan(new StudyLoader(home.resolve("dsl"), Map.of()).load(study, ""));
  }

  private List<String> run(Path study) throws IOException {
    return StudyRun.run(plan(study), store, Progress.SILENT, "test").stages().stream()
        .map(StageRun::state)
        .distinct()
        .toList();
  }

  /** What the verb prints. */
  private String clean(String... settings) throws IOException {
    var properties = new Properties();
    properties.setProperty("store", store.root().toString());
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      properties.setProperty(setting.substring(0, equals), setting.substring(equals + 1));
    }
    var said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(CleanVerb.run(new CommandLine(properties, home))).isZero();
    } finally {
      System.setOut(out);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.walk(store.root())) {
      return files.filter(file -> !file.endsWith(".lock")).count();
    }
  }

  @Test
  void aRunWithAReportIsKept() throws IOException {
    assertThat(clean("yes=true")).contains("nothing in " + store.root() + " is unreferenced");
    assertThat(run(theirs)).containsExactly("cached");
  }

  @Test
  void listsFirstAndRemovesWhenToldTo() throws IOException {
    long before = files();

    String listed = clean("strict=true");

    assertThat(listed.lines().filter(line -> line.contains("0 min")))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("bm25 ") && line.contains("reports/.stages/bm25-"))
        .anyMatch(line -> line.startsWith("evaluate ") && line.contains("KB"));
    assertThat(listed).contains("2 unreferenced").contains("-Dstrict=true -Dyes=true");
    assertThat(files()).isEqualTo(before);

    assertThat(clean("strict=true", "yes=true")).endsWith("removed\n");

    assertThat(run(ours)).containsExactly("cached");
    assertThat(run(theirs)).containsExactlyInAnyOrder("cached", "done"); // the index is shared
  }

  @Test
  void aStudyNamedOnTheCommandLineCounts() throws IOException {
    assertThat(clean("strict=true", "exp=" + theirs)).contains("nothing in");
  }

  @Test
  void whatInterruptedRunsLeftGoesUnlessItGoesOn() throws IOException {
    String name = Store.class.getSimpleName(); // no stage is called so
    Path stages = store.reports().resolve(".stages");
    String known;
    try (Stream<Path> folders = Files.list(stages)) {
      known =
          folders
              .map(f -> f.getFileName().toString())
              .filter(n -> n.startsWith("bm25"))
              .findFirst()
              .orElseThrow();
    }
    AtomicFiles.write(stages.resolve("." + known + ".kept/half.txt"), "goes on");
    AtomicFiles.write(stages.resolve("." + known + ".part/half.txt"), "never read");
    AtomicFiles.write(stages.resolve(".train-0123456789abcdef.kept/half.txt"), "of nobody");
    AtomicFiles.write(store.reports().resolve("ours/.index.html.17.part"), "half a page");
    AtomicFiles.write(store.root().resolve("checkpoints/" + name + "/mine.txt"), "a user's");
    Files.writeString(stages.resolve(known).resolve("stage.json"), "{damaged");

    assertThat(clean("yes=true")).contains("3 unreferenced");

    assertThat(stages.resolve("." + known + ".kept")).exists();
    assertThat(stages.resolve("." + known + ".part")).doesNotExist();
    assertThat(stages.resolve(".train-0123456789abcdef.kept")).doesNotExist();
    assertThat(store.reports().resolve("ours/.index.html.17.part")).doesNotExist();
    assertThat(store.root().resolve("checkpoints/" + name + "/mine.txt")).exists();
    assertThat(stages.resolve(known)).exists();
  }

  @Test
  void aStudyWhoseDataIsAbsentKeepsWhatItsLastRunUsed() throws IOException {
    Files.move(home.resolve("data"), home.resolve("moved"));

    String said = clean("strict=true", "yes=true");

    assertThat(said).contains("ours.yaml cannot be planned here").contains("2 unreferenced");
    Files.move(home.resolve("moved"), home.resolve("data"));
    assertThat(run(ours)).containsExactly("cached");
  }

  @Test
  void aFileThatIsNoStudyOrAHeldStoreRefusesAll() throws IOException {
    long before = files();
    Path broken = Files.writeString(home.resolve("experiments/broken.yaml"), "stdy: [");
    assertThatThrownBy(() -> clean("strict=true", "yes=true"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("broken.yaml")
        .hasMessageContaining("nothing is removed");
    Files.delete(broken);
    assertThat(files()).isEqualTo(before);
    try (var _ = StoreLock.take(store)) {
      assertThatThrownBy(() -> clean("strict=true", "yes=true")).isInstanceOf(BadInput.class);
    }
    assertThatThrownBy(() -> clean("store=" + home.resolve("none")))
        .hasMessageContaining("no such folder");
  }
}
