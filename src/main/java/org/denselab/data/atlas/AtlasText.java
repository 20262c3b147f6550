package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.denselab.base.Seeds;
import org.denselab.base.Sha256;
import org.denselab.data.PretrainingText;

/**
 * Paragraphs of training facts only: each is about one entity under its different names, so that
 * two crops of one paragraph belong together although their words differ.
 */
record AtlasText(String fingerprint, List<String> lines) implements PretrainingText {
  private static final int MIN_SENTENCES = 4;
  private static final int MAX_SENTENCES = 7;
  private static final double PARAGRAPHS_PER_FACT = 0.45;

  AtlasText {
    lines = List.copyOf(lines);
  }

  static AtlasText write(AtlasSettings settings, FactSplits splits, ToolsTask tools) {
    List<String> lines = new ArrayList<>(tools.paragraphs());
    splits
        .byEntity(Split.TRAIN)
        .forEach(
            (entity, facts) -> {
              var random = Seeds.stream(settings.seed(), "text " + entity.name());
              int paragraphs = 1 + (int) (PARAGRAPHS_PER_FACT * facts.size());
              for (int i = 0; i < paragraphs; i++) lines.add(paragraph(facts, random));
            });
    FactSplits.shuffle(lines, Seeds.stream(settings.seed(), "text order"));
    var hash = new Sha256().add(Atlas.VERSION).add(settings.toString());
    lines.forEach(hash::add);
    return new AtlasText(hash.hex(), lines);
  }

  @Override
  public String name() {
    return "atlas/text";
  }

  @Override
  public Stream<String> paragraphs() {
    return lines.stream();
  }

  private static String paragraph(List<Fact> facts, SplittableRandom random) {
    List<Fact> order = new ArrayList<>(facts);
    FactSplits.shuffle(order, random);
    int wanted = MIN_SENTENCES + random.nextInt(MAX_SENTENCES - MIN_SENTENCES + 1);
    return String.join(
        " ", order.stream().limit(wanted).map(fact -> Passages.statement(fact, random)).toList());
  }
}
