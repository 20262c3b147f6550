package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.KnownData;
import org.denselab.text.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time is told for texts as long as they are, memory for texts as long as they may be. */
class TextLengthsTest {
  @TempDir private Path folder;

  /** Passages of ten words and a mark, but for every other of a hundred words and a mark. */
  private Collection collection(int passages) throws IOException {
    List<String> corpus = new ArrayList<>();
    for (int i = 0; i < passages; i++)
      corpus.add(
          "{\"_id\": \"d%d\", \"title\": \"\", \"text\": \"%s.\"}"
              .formatted(i, "word ".repeat(i % 2 == 0 ? 10 : 100).strip()));
    Files.createDirectories(folder.resolve("qrels"));
    Files.write(folder.resolve("corpus.jsonl"), corpus);
    Files.writeString(folder.resolve("queries.jsonl"), "{\"_id\": \"q\", \"text\": \"which?\"}\n");
    Files.writeString(folder.resolve("qrels/train.tsv"), "query-id\tcorpus-id\tscore\nq\td0\t1\n");
    return (Collection) Datasets.open(folder.toString());
  }

  @Test
  void aMeanIsOfTextsCutAtTheirLimit() throws IOException {
    var lengths = new TextLengths();
    Collection data = collection(150);
    double few = 2 + 1.3 * 11;
    assertThat(lengths.passages(data, Template.bert(1000)))
        .isCloseTo((few + 2 + 1.3 * 101) / 2, within(1e-9));
    assertThat(lengths.passages(data, Template.bert(64))).isCloseTo((few + 64) / 2, within(1e-9));
    assertThat(lengths.passages(data, Template.bert(8))).isEqualTo(8);
    Template prefixed = Template.bert(64).withPrefix("passage: ");
    assertThat(lengths.passages(data, prefixed)).isCloseTo((few + 2.6 + 64) / 2, within(1e-9));
  }

  @Test
  void aLargeCollectionIsSampledFromAllOfItsBeginning() throws IOException {
    // every 15th of 3,000, so that long and short ones take turns in the sample too
    double mean = new TextLengths().passages(collection(3000), Template.bert(64));
    assertThat(mean).isCloseTo((2 + 1.3 * 11 + 64) / 2, within(1e-9));
  }

  @Test
  void dataThatIsKnownByItsCountsHasTextsAsLongAsTheyMayBe() {
    var known = (Collection) KnownData.dataset("scifact");
    assertThat(new TextLengths().passages(known, Template.bert(77))).isEqualTo(77);
  }

  private Stage.Estimate told(String kind, String task, String set) throws IOException {
    return new ChoosingStudy(folder)
        .plan("seeds=[1],train.checkpoints=[6]," + set).stages().stream()
            .filter(stage -> stage.kind().equals(kind) && stage.title().equals(task))
            .findFirst()
            .orElseThrow()
            .estimate();
  }

  @Test
  void aHigherLimitThanAnyTextNeedsTakesMoreMemoryAndNotMoreTime() throws IOException {
    String high = "train.query_length=120,train.passage_length=240,";
    for (String kind : List.of("train", "encode")) {
      Stage.Estimate low = told(kind, "shelf", "engine=plan,");
      Stage.Estimate more = told(kind, "shelf", "engine=plan," + high);
      assertThat(more.seconds()).isPositive().isEqualTo(low.seconds());
      assertThat(more.bytes()).isGreaterThan(low.bytes());
      assertThat(told(kind, "shelf", "engine=samediff," + high).seconds())
          .as("padded to the longest, it is told by the limits")
          .isGreaterThan(told(kind, "shelf", "engine=samediff,").seconds());
    }
    assertThat(told("train", "alike", "engine=plan," + high).seconds())
        .isPositive()
        .isEqualTo(told("train", "alike", "engine=plan,").seconds());
    assertThat(told("train", "shelf", "engine=plan,train.passage_length=8,").seconds())
        .isLessThan(told("train", "shelf", "engine=plan,").seconds());
  }

  @Test
  void instructionsCountBesideTheLimit() throws IOException {
    String instructed = "tasks.shelf.query.instruction='find what stands on the shelf: ',";
    assertThat(told("train", "shelf", "engine=plan," + instructed).seconds())
        .isGreaterThan(told("train", "shelf", "engine=plan,").seconds());
  }
}
