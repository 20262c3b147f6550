package org.denselab.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.data.Hit;
import org.denselab.data.Qrels;
import org.denselab.data.Run;
import org.denselab.data.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrecFilesTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aRunKeepsItsScoresThroughGzip() throws IOException {
    var run =
        new Run(
            "bm25", Map.of("q1", List.of(new Hit("d2", 12.345678901234567), new Hit("d1", -1))));
    Path file = folder.resolve("run.txt.gz");
    RunFile.write(file, run);
    assertThat(RunFile.read(file)).isEqualTo(run);
  }

  @Test
  void hitsAreOrderedByScoreAndTiesByDocumentIdLastFirst() throws IOException {
    Path file = file("run", "q Q0 a 1 1.5 t\nq\tQ0 \t b 2 1.5 t\n\nq Q0 c 3 1e1 t\r\n");
    assertThat(RunFile.read(file).of("q")).extracting(Hit::docId).containsExactly("c", "b", "a");
  }

  @Test
  void malformedRunsAreRefusedWithTheirPlace() throws IOException {
    Path twice = file("twice", "q Q0 a 1 1 t\nq Q0 a 2 0.5 t\n");
    assertThatThrownBy(() -> RunFile.read(twice))
        .isInstanceOf(BadInput.class)
        .hasMessage(twice + ":2: document a is retrieved twice for query q");
    Path five = file("five", "q Q0 a 1 1\n");
    assertThatThrownBy(() -> RunFile.read(five)).hasMessageContaining("five:1: expected 6 columns");
    Path nan = file("nan", "q Q0 a 1 NaN t\n");
    assertThatThrownBy(() -> RunFile.read(nan)).hasMessageContaining("finite number");
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> RunFile.read(absent)).hasMessage(absent + ": no such file");
  }

  @Test
  void qrelsOfBothLayoutsAreRead() throws IOException {
    var expected = Map.of("q 1", Map.of("d1", 2, "d2", 0));
    Path beir = file("beir", "query-id\tcorpus-id\tscore\nq 1\td1\t2\nq 1\td2\t0.0\n");
    assertThat(QrelsFile.read(beir).grades()).isEqualTo(expected);
    Path headless = file("headless", "q 1\td1\t2\r\nq 1\td2\t0\r\n");
    assertThat(QrelsFile.read(headless).grades()).isEqualTo(expected);
    Path trec = folder.resolve("trec");
    QrelsFile.write(trec, new Qrels(Map.of("q", Map.of("d", -2))));
    assertThat(Files.readString(trec)).isEqualTo("q 0 d -2\n");
    assertThat(QrelsFile.read(trec).of("q")).containsEntry("d", -2);
  }

  @Test
  void malformedQrelsAreRefusedWithTheirPlace() throws IOException {
    Path twice = file("twice", "q 0 a 1\nq 0 a 0\n");
    assertThatThrownBy(() -> QrelsFile.read(twice))
        .hasMessage(twice + ":2: document a is judged twice for query q");
    Path mixed = file("mixed", "q 0 a 1\nq a 0\n");
    assertThatThrownBy(() -> QrelsFile.read(mixed)).hasMessageContaining("mixed:2: expected 4");
    Path high = file("high", "q 0 a high\n");
    assertThatThrownBy(() -> QrelsFile.read(high))
        .hasMessageContaining("high:1: the grade must be a whole number, but is 'high'");
  }

  @Test
  void brokenBytesAreRefused() throws IOException {
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'q', (byte) 0xE9, '\n'});
    assertThatThrownBy(() -> QrelsFile.read(latin)).hasMessageContaining("not UTF-8");
    Path gzip = file("cut.gz", "this is not gzip");
    assertThatThrownBy(() -> QrelsFile.read(gzip)).hasMessageContaining("damaged gzip");
  }

  @Test
  void realFilesAreRead() {
    Path formats = SharedData.path("fixtures/trec-formats");
    Qrels marco = QrelsFile.read(formats.resolve("qrels.msmarco-passage.dev-subset.txt"));
    assertThat(marco.grades()).hasSize(6980);
    Qrels nfcorpus = QrelsFile.read(formats.resolve("qrels.beir-v1.0.0-nfcorpus.test.txt"));
    assertThat(nfcorpus.grades()).hasSize(323);
    assertThat(nfcorpus.of("PLAIN-2")).containsEntry("MED-2427", 2).containsEntry("MED-2428", 1);
    Qrels arguana = QrelsFile.read(formats.resolve("qrels.beir-v1.0.0-arguana.test.txt"));
    assertThat(arguana.grades()).hasSize(1406);
    Run ties = RunFile.read(SharedData.path("fixtures/trec_eval/run.cacm.ties.txt"));
    assertThat(ties.tag()).isEqualTo("ties");
    assertThat(ties.hits()).hasSize(64);
  }
}
