package org.denselab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.study.result.Exhibit.Table;
import org.denselab.study.result.Exhibit.Tone;
import org.junit.jupiter.api.Test;

/** Tables that differ in their seed alone are one. */
class SeedTablesTest {
  private static List<Exhibit> left(String title, double after, Tone tone) {
    return List.of(
        new Table(
            "Pre-training",
            title,
            "In nats.",
            List.of("model", "loss"),
            List.of(
                List.of(Entry.of("before"), new Entry("9.000", 9, Tone.PLAIN, "")),
                List.of(Entry.of("after"), new Entry("%.3f".formatted(after), after, tone, "")))));
  }

  private static Map<String, List<Exhibit>> three(Tone last) {
    var left = new LinkedHashMap<String, List<Exhibit>>();
    left.put("bert on text, seed 1", left("bert", 5.25, Tone.GAIN));
    left.put("bert on text, seed 2", left("bert", 5.5, Tone.GAIN));
    left.put("bert on text, seed 3", left("bert", 6.25, last));
    return left;
  }

  @Test
  void theMeanStandsWithTheLowestAndTheHighest() {
    assertThat(SeedTables.of(three(Tone.GAIN)))
        .singleElement()
        .isInstanceOfSatisfying(
            Table.class,
            table -> {
              assertThat(table.caption()).startsWith("In nats. The mean of 3 seeds");
              assertThat(table.rows().getFirst().getLast().text()).isEqualTo("9.000");
              assertThat(table.rows().getLast().getLast())
                  .isEqualTo(new Entry("5.667 (5.250 to 6.250)", 17 / 3.0, Tone.GAIN, ""));
            });
  }

  @Test
  void aColourIsOneOfAllSeeds() {
    assertThat(SeedTables.of(three(Tone.LOSS)))
        .singleElement()
        .isInstanceOfSatisfying(
            Table.class,
            table -> assertThat(table.rows().getLast().getLast().tone()).isEqualTo(Tone.PLAIN));
  }

  @Test
  void whatDiffersInMoreStaysApart() {
    var left = three(Tone.GAIN);
    left.put("llama on text, seed 1", left("llama", 5, Tone.GAIN));
    assertThat(SeedTables.of(left)).hasSize(2);
    left.put("llama on text, seed 2", left("another title", 5, Tone.GAIN));
    assertThat(SeedTables.of(left)).hasSize(3);
  }

  @Test
  void whatIsNoNumberHasNoMean() {
    var left = new LinkedHashMap<String, List<Exhibit>>();
    for (String seed : List.of("1", "2"))
      left.put(
          "bert on text, seed " + seed,
          List.of(
              new Table(
                  "Pre-training",
                  "bert",
                  "",
                  List.of("model", "share"),
                  List.of(List.of(Entry.of("after"), Entry.of(seed + " %"))))));
    assertThat(SeedTables.of(left)).hasSize(2);
  }
}
