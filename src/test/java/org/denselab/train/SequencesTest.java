package org.denselab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.denselab.data.Document;
import org.denselab.data.Example;
import org.denselab.engine.Batch;
import org.denselab.text.TokenizedText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequencesTest {
  /** A text's first token says where its mean begins. */
  private static TokenizedText marked(String text) {
    int[] ids = new int[text.length()];
    Arrays.fill(ids, 1);
    ids[0] = text.length() / 2;
    return new TokenizedText(ids, false, ids[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void whereAMeanBeginsGoesWithItsText(int chunk) {
    List<Example> examples =
        Stream.of("aaaaaaa", "bb", "ccccc", "dddddddddd")
            .map(
                query ->
                    new Example(
                        query,
                        query,
                        List.of(new Document(query, "", query.repeat(3).substring(1))),
                        List.of(),
                        List.of()))
            .toList();
    var set =
        new TrainingSet(examples, SequencesTest::marked, SequencesTest::marked, Teacher.REFUSE);
    var sampling = new SamplerSettings(4, 0, true, true, SamplerSettings.LastBatch.KEEP, 1);
    var batch = new ExampleSampler(set, sampling).next();
    var sequences =
        new Sequences(
            batch.queries(), batch.passages(), batch.pooledFrom(), chunk, Batch.Noise.NONE);
    int seen = 0;
    for (var part : sequences.chunks())
      for (int i = 0; i < part.batch().size(); i++, seen++)
        assertThat(part.batch().pooledFrom(i)).isEqualTo(part.batch().ids()[i][0]).isPositive();
    assertThat(seen).isEqualTo(8);
  }
}
