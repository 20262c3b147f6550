package org.denselab.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;
import org.denselab.base.NearestName;

/** Every measure there is, by name. */
final class Measures {
  static final List<Measure> ALL =
      List.of(
          new NormalizedDcg(),
          new ReciprocalRank(),
          new AveragePrecision(),
          new Recall(),
          new Precision(),
          new Success(),
          new Judged(),
          new RPrecision(),
          new Bpref(),
          Count.NUM_Q,
          Count.NUM_RET,
          Count.NUM_REL,
          Count.NUM_REL_RET,
          new Spearman(),
          new Pearson());

  private static final Map<String, Measure> BY_NAME = new LinkedHashMap<>();

  static {
    for (Measure measure : ALL) {
      BY_NAME.put(key(measure.label()), measure);
      for (String synonym : measure.synonyms()) BY_NAME.put(synonym, measure);
    }
  }

  private Measures() {}

  static Measure named(String name, String asWritten) {
    Measure measure = BY_NAME.get(key(name));
    if (measure == null) throw unknown(name, asWritten);
    return measure;
  }

  static BadInput unknown(String name, String asWritten) {
    String bare = key(name).replaceAll("[@_.(].*", "");
    String nearest = NearestName.of(bare, BY_NAME.keySet()).orElseThrow();
    String example = example(BY_NAME.get(nearest));
    String known = ALL.stream().map(Measures::example).collect(Collectors.joining(", "));
    return new BadInput(
        "unknown metric '%s': did you mean %s? There are %s".formatted(asWritten, example, known));
  }

  private static String example(Measure measure) {
    return measure.label() + (measure.cutoff() == Measure.Cutoff.NONE ? "" : "@10");
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
