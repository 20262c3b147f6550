package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.denselab.study.StageExhibits;
import org.denselab.study.StageNotes;
import org.denselab.study.result.Exhibit;
import org.denselab.study.result.Exhibit.Entry;
import org.denselab.train.LanguageModel.Score;

/**
 * How well tokens of a held-out text are predicted, against a model that only counts.
 *
 * @param text its name
 * @param before the score of the model that training started from, where this stage has it
 * @param baseline what the counting model is called, and its mean cross entropy in nats
 */
record HeldOut(
    String text, Optional<Score> before, Score after, String baseline, double baselineLoss) {
  private static final String SECTION = "Pre-training";

  /**
   * @param subject the backbone and what it was trained on
   */
  void write(Path out, String subject) throws IOException {
    StageNotes.write(out, List.of(note()));
    List<List<Entry>> rows = new ArrayList<>();
    before.ifPresent(score -> rows.add(row("before", score.loss(), Exhibit.Tone.PLAIN)));
    boolean better = after.loss() < baselineLoss;
    rows.add(row("after", after.loss(), better ? Exhibit.Tone.GAIN : Exhibit.Tone.LOSS));
    rows.add(row(baseline, baselineLoss, Exhibit.Tone.PLAIN));
    StageExhibits.write(
        out,
        List.of(
            new Exhibit.Table(
                SECTION,
                subject + ", measured on " + text,
                "Mean cross entropy in nats of the same %,d tokens, and its exponential. The"
                        .formatted(after.tokens())
                    + " counting model was fitted on the text that the backbone was trained on.",
                List.of("model", "loss", "perplexity"),
                rows)));
  }

  private String note() {
    return String.format(
        Locale.ROOT,
        "on %s the loss is %s%s, of %s %s; %,d tokens",
        text,
        before.map(score -> named(score.loss()) + " before and ").orElse(""),
        named(after.loss()) + " after",
        baseline,
        named(baselineLoss),
        after.tokens());
  }

  private static String named(double loss) {
    return String.format(Locale.ROOT, "%.3f (perplexity %.1f)", loss, Math.exp(loss));
  }

  private static List<Entry> row(String name, double loss, Exhibit.Tone tone) {
    return List.of(
        Entry.of(name),
        new Entry(String.format(Locale.ROOT, "%.3f", loss), loss, tone, ""),
        new Entry(String.format(Locale.ROOT, "%.1f", Math.exp(loss)), Math.exp(loss), tone, ""));
  }
}
