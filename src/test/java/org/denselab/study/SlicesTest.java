package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.denselab.data.Dataset;
import org.denselab.data.Datasets;
import org.denselab.dsl.Metric;
import org.denselab.dsl.Split;
import org.denselab.dsl.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicesTest {
  @TempDir Path folder;

  private Dataset data;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("qrels"));
    Files.writeString(
        folder.resolve("corpus.jsonl"),
        """
        {"_id": "d1", "title": "", "text": "one"}
        {"_id": "d2", "title": "", "text": "two"}
        {"_id": "d3", "title": "", "text": "three"}
        """);
    Files.writeString(
        folder.resolve("queries.jsonl"),
        """
        {"_id": "q1", "text": "a"}
        {"_id": "q2", "text": "b"}
        {"_id": "q3", "text": "c"}
        {"_id": "q4", "text": "d"}
        """);
    qrels("train", "q1\td1\t1", "q1\td2\t0");
    qrels("test", "q2\td1\t1", "q2\td3\t1", "q3\td2\t1", "q4\td1\t0", "q4\td3\t1");
    qrels("dev", "q3\td3\t1");
    data = Datasets.open(folder.toString());
  }

  private void qrels(String split, String... lines) throws IOException {
    Files.writeString(
        folder.resolve("qrels/" + split + ".tsv"),
        "query-id\tcorpus-id\tscore\n" + String.join("\n", lines) + "\n");
  }

  private Map<String, Set<String>> slices(Dataset train, Split at) {
    var splits = new Task.Splits("train", "dev", "test", Optional.empty());
    var task =
        new Task(
            "search",
            null,
            Metric.parse("nDCG@10"),
            null,
            null,
            null,
            true,
            List.of(),
            splits,
            null);
    var row =
        new Row(Map.of(), new TaskData(task, train, data, data), at, "dense", 0, "", List.of());
    return new Slices().of(row);
  }

  @Test
  void queriesWhoseGoldsWereTrainedOnStandByThemselves() {
    assertThat(slices(data, Split.TEST))
        .isEqualTo(Map.of(Slices.TRAINED, Set.of("q2"), Slices.UNTRAINED, Set.of("q3", "q4")));
  }

  @Test
  void whereNoGoldWasTrainedOnThereIsNothingToTellApart() {
    assertThat(slices(data, Split.DEV)).isEmpty();
  }

  @Test
  void idsOfAnotherCollectionMeanNothing() {
    assertThat(slices(Datasets.open("atlas/search"), Split.TEST)).isEmpty();
    assertThat(slices(null, Split.TEST)).isEmpty();
  }

  @Test
  void aCollectionThatIsOnlyTestedHasNoTrainingQueries() throws IOException {
    Files.delete(folder.resolve("qrels/train.tsv"));
    Dataset tested = Datasets.open(folder.toString());
    data = tested;
    assertThat(slices(tested, Split.TEST)).isEmpty();
  }

  @Test
  void trainingQueriesAreNotToldApart() {
    assertThat(slices(data, Split.TRAIN)).isEmpty();
  }
}
