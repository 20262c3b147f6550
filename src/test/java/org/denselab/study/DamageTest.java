package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.Progress;
import org.denselab.study.Scheduler.Outcome;
import org.denselab.study.Store.Found;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finished output that is no longer as it was written. */
class DamageTest {
  @TempDir private Path root;
  private Store store;
  private final List<String> made = new ArrayList<>();
  private Stage input;

  @BeforeEach
  void makeBoth() {
    store = new Store(root);
    input = stage("train", "weights");
    run(stage("encode", "vectors", input));
    made.clear();
  }

  private Stage stage(String kind, String title, Stage... inputs) {
    var key = new StageKey(kind, 1).with("title", title);
    for (Stage each : inputs) key.input(each);
    return key.stage(
        title,
        (out, workplace) -> {
          for (Stage each : inputs)
            assertThat(workplace.folder(each).resolve("deep/large.bin")).hasContent("0123456789");
          made.add(title);
          Files.createDirectories(out.resolve("deep"));
          Files.writeString(out.resolve("deep/large.bin"), "0123456789");
          StageNotes.write(out, List.of("a note"));
          return title;
        });
  }

  private Outcome run(Stage stage) {
    return new Scheduler(store, Progress.SILENT).run(List.of(stage)).get(stage);
  }

  private void damage(Stage stage, String file, String bytes) throws IOException {
    Path path = store.folder(stage).resolve(file);
    if (bytes.equals("gone")) Files.delete(path);
    else Files.writeString(path, bytes.equals("flipped") ? flipped(path) : bytes);
  }

  private static String flipped(Path path) throws IOException {
    char[] text = Files.readString(path).toCharArray();
    int digit = new String(text).lastIndexOf(text.length > 20 ? "notes" : "5");
    text[digit] = (char) (text[digit] ^ 1);
    return new String(text);
  }

  @ParameterizedTest
  @CsvSource({
    "deep/large.bin, 01234, has 5 bytes instead of 10",
    "deep/large.bin, gone, is missing",
    "notes.txt, A note, has 6 bytes instead of 7",
    "notes.txt, a nope?, has other bytes",
    "stage.json, gone, is missing",
    "stage.json, '', is no record of a stage",
    "stage.json, '{\"key\": ', is no record of a stage",
    "stage.json, '[1]', is no record of a stage",
    "stage.json, '{}', has other bytes",
    "stage.json, flipped, has other bytes",
  })
  void isNamedAndMadeAgainAndTheRestStays(String file, String bytes, String what)
      throws IOException {
    damage(input, file, bytes);
    assertThat(store.find(input))
        .isInstanceOfSatisfying(
            Found.Damaged.class,
            damaged ->
                assertThat(damaged.what())
                    .contains(store.folder(input).resolve(file).toString())
                    .contains(what));

    run(stage("encode", "vectors", input));

    assertThat(made).containsExactly("weights");
    assertThat(store.verify(input)).isInstanceOf(Found.Whole.class);
    assertThat(store.folder(input).resolve("deep/large.bin")).hasContent("0123456789");
  }

  @Test
  void bytesThatOnlyAStageReadsAreLookedAtBeforeOneDoes() throws IOException {
    damage(input, "deep/large.bin", "flipped");
    assertThat(store.find(input)).isInstanceOf(Found.Whole.class);
    run(stage("encode", "vectors", input));
    assertThat(made).as("nobody reads it").isEmpty();

    Stage inner = stage("encode", "vectors", input);
    run(stage("dense", "run", inner));

    assertThat(made).containsExactly("weights", "run");
  }

  @Test
  void whatCannotBeMadeAgainFailsWhatNeedsIt() throws IOException {
    damage(input, "deep/large.bin", "flipped");
    Stage broken = brokenNow(input);
    Stage next = stage("dense", "run", broken);
    var outcomes = new Scheduler(store, Progress.SILENT).run(List.of(next));
    assertThat(outcomes.get(next))
        .isEqualTo(new Outcome.Failed("not run, because train weights failed"));
    assertThat(store.folder(input)).doesNotExist();
  }

  /** The same stage, whose work has come to fail. */
  private static Stage brokenNow(Stage stage) {
    return new Stage(
        stage.kind(),
        stage.title(),
        stage.key(),
        stage.inputs(),
        stage.rivals(),
        stage.estimate(),
        (_, _) -> {
          throw new IOException("broken now");
        });
  }
}
