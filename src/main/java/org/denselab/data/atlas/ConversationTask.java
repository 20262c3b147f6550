package org.denselab.data.atlas;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.data.Document;

/**
 * Dialogues whose last turn cannot be understood alone: it leaves out the entity, or, when the
 * entity changes, the relation. Turns are lines that begin with {@code user:} or {@code system:};
 * facts mentioned on the way are of the same split as the one that is asked.
 */
final class ConversationTask {
  private static final List<String> OPENINGS =
      List.of(
          "I have been reading about {e}.",
          "I would like to learn something about {e}.",
          "Can we talk about {e}?",
          "My daughter has to give a talk on {e}.");

  private static final List<String> REPLIES =
      List.of("Sure, what would you like to know?", "With pleasure.", "Go ahead.", "Of course.");

  private static final List<String> CHANGES =
      List.of("And what about {e}?", "And for {e}?", "Now the same for {e}, please.");

  private final AtlasSettings settings;
  private final FactSplits splits;
  private final Passages passages;

  ConversationTask(AtlasSettings settings, FactSplits splits, Passages passages) {
    this.settings = settings;
    this.splits = splits;
    this.passages = passages;
  }

  QueryWriter write() {
    var queries = new QueryWriter("conversation");
    for (Split split : Split.values()) {
      List<Fact> facts = splits.in(split);
      for (Fact fact : facts) {
        var random = Seeds.stream(settings.seed(), "conversation " + fact);
        Document gold = passages.of().get(fact);
        boolean unseen = splits.heldOut().contains(fact.entity());
        queries.add(
            split,
            dialogue(fact, facts, gold, random),
            Map.of(gold, 1),
            unseen ? Set.of("unseen-entity") : Set.of());
      }
    }
    return queries;
  }

  private String dialogue(Fact fact, List<Fact> facts, Document gold, SplittableRandom random) {
    List<Fact> ofEntity =
        facts.stream().filter(f -> f.entity().equals(fact.entity()) && !f.equals(fact)).toList();
    List<Fact> ofRelation =
        facts.stream()
            .filter(f -> f.relation().equals(fact.relation()) && !f.equals(fact))
            .toList();
    String name = name(fact, gold, random);
    int kind = random.nextInt(3);
    if (kind == 0 && !ofRelation.isEmpty()) {
      Fact before = Wording.pick(ofRelation, random);
      return asked(before, before.entity().names(), random)
          + user(Wording.pick(CHANGES, random).replace("{e}", name));
    }
    String ellipsis = user(Wording.pick(fact.relation().of(Phrasing.ELLIPSIS), random));
    if (kind == 1 && !ofEntity.isEmpty())
      return asked(Wording.pick(ofEntity, random), List.of(name), random) + ellipsis;
    return user(Wording.pick(OPENINGS, random).replace("{e}", name))
        + "\nsystem: "
        + Wording.pick(REPLIES, random)
        + "\n"
        + ellipsis;
  }

  /** A name that its gold does not use, as often as the settings ask for. */
  private String name(Fact fact, Document gold, SplittableRandom random) {
    var goldWords = ContentWords.of(gold.text());
    boolean apart = random.nextDouble() < settings.mismatch();
    List<String> fitting =
        fact.entity().names().stream()
            .filter(name -> apart == (ContentWords.shared(ContentWords.of(name), goldWords) == 0))
            .toList();
    return Wording.pick(fitting.isEmpty() ? fact.entity().names() : fitting, random);
  }

  /** A question about {@code fact} and its answer, each on a line. */
  private static String asked(Fact fact, List<String> names, SplittableRandom random) {
    List<String> whole =
        fact.relation().of(Phrasing.QUESTION).stream()
            .filter(template -> template.contains("{e}") && template.endsWith("?"))
            .toList();
    List<String> questions = Wording.fill(Wording.pick(whole, random), names, "", "");
    return user(Wording.pick(questions, random))
        + "\nsystem: "
        + Wording.sentence(fact.value() + ".")
        + "\n";
  }

  private static String user(String text) {
    return "user: " + text;
  }
}
