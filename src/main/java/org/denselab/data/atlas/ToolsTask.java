package org.denselab.data.atlas;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.denselab.base.Seeds;
import org.denselab.data.Document;

/**
 * Instructions, and the descriptions of the tools that carry them out: ten actions on 25 things,
 * the things under two names each. An instruction needs one to three tools, all of its split.
 */
final class ToolsTask {
  private static final int INSTRUCTIONS_PER_TRAINING_TOOL = 7;
  private static final int INSTRUCTIONS_PER_OTHER_TOOL = 4;

  /** How often an instruction that was drawn before is drawn again. */
  private static final int DRAWS = 40;

  /** A thing under one of its names. */
  private record Thing(String one, String many) {}

  private record Tool(List<Thing> things, String action, Document description) {}

  private final AtlasSettings settings;
  private final Map<String, Map<String, List<String>>> actions = new LinkedHashMap<>();
  private final Map<Split, List<Tool>> tools = new EnumMap<>(Split.class);
  private final List<Document> corpus = new ArrayList<>();

  ToolsTask(AtlasSettings settings) {
    this.settings = settings;
    for (var row : FactTables.rows("tool.actions.tsv"))
      actions
          .computeIfAbsent(row.getFirst(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(row.get(1), _ -> new ArrayList<>())
          .add(row.get(2));
    for (Split split : Split.values()) tools.put(split, new ArrayList<>());
    for (var row : FactTables.rows("tool.objects.tsv"))
      drawSplits(List.of(new Thing(row.get(0), row.get(1)), new Thing(row.get(2), row.get(3))));
  }

  List<Document> corpus() {
    return List.copyOf(corpus);
  }

  /** What the training split's tools do, in sentences, one paragraph for each thing. */
  List<String> paragraphs() {
    Map<String, List<String>> sentences = new LinkedHashMap<>();
    for (Tool tool : tools.get(Split.TRAIN)) {
      var random = Seeds.stream(settings.seed(), "text " + tool.description().title());
      Thing thing = Wording.pick(tool.things(), random);
      String template = Wording.pick(actions.get(tool.action()).get("d"), random);
      sentences
          .computeIfAbsent(tool.things().getFirst().one(), _ -> new ArrayList<>())
          .add(fill(template, thing));
    }
    return sentences.values().stream().map(of -> String.join(" ", of)).toList();
  }

  QueryWriter write() {
    var queries = new QueryWriter("tools");
    for (Split split : Split.values())
      for (Tool tool : tools.get(split)) {
        var random = Seeds.stream(settings.seed(), "instruction " + tool.description().title());
        int count =
            split == Split.TRAIN ? INSTRUCTIONS_PER_TRAINING_TOOL : INSTRUCTIONS_PER_OTHER_TOOL;
        Set<String> texts = new LinkedHashSet<>();
        for (int draw = 0; draw < DRAWS && texts.size() < count - 1; draw++)
          add(queries, split, List.of(tool), texts, random);
        // the last of them needs more tools than this one
        add(queries, split, several(tool, tools.get(split), random), texts, random);
      }
    return queries;
  }

  private void drawSplits(List<Thing> things) {
    var random = Seeds.stream(settings.seed(), "tools " + things.getFirst().one());
    List<String> order = new ArrayList<>(actions.keySet());
    FactSplits.shuffle(order, random);
    for (int i = 0; i < order.size(); i++) {
      Split split = i < 2 ? Split.TEST : i == 2 ? Split.DEV : Split.TRAIN;
      tools.get(split).add(tool(things, order.get(i), random));
    }
  }

  private Tool tool(List<Thing> things, String action, SplittableRandom random) {
    Thing thing = Wording.pick(things, random);
    var templates = actions.get(action);
    String name = fill(templates.get("n").getFirst(), thing).replaceAll("[ -]", "_");
    String text =
        fill(Wording.pick(templates.get("d"), random), thing)
            + " Parameters: "
            + templates.get("p").getFirst()
            + ".";
    var description = new Document(String.format("t%03d", corpus.size()), name, text);
    corpus.add(description);
    return new Tool(things, action, description);
  }

  private static List<Tool> several(Tool first, List<Tool> from, SplittableRandom random) {
    List<Tool> chosen = new ArrayList<>(List.of(first));
    int wanted = 2 + random.nextInt(2);
    while (chosen.size() < wanted) {
      Tool next = Wording.pick(from, random);
      if (!chosen.contains(next)) chosen.add(next);
    }
    return chosen;
  }

  private void add(
      QueryWriter queries,
      Split split,
      List<Tool> needed,
      Set<String> texts,
      SplittableRandom random) {
    List<String> parts = new ArrayList<>();
    Map<Document, Integer> golds = new LinkedHashMap<>();
    boolean apart = true;
    for (Tool tool : needed) {
      String part = instruction(tool, needed.size() > 1, random);
      parts.add(part);
      golds.put(tool.description(), 1);
      apart &= overlap(part, tool.description()) == 0;
    }
    String text = String.join(" ", parts);
    if (texts.add(text)) queries.add(split, text, golds, apart ? Set.of("mismatch") : Set.of());
  }

  /** One part of an instruction; in company it must be a sentence. */
  private String instruction(Tool tool, boolean company, SplittableRandom random) {
    List<String> apart = new ArrayList<>();
    List<String> overlapping = new ArrayList<>();
    for (String template : actions.get(tool.action()).get("q"))
      for (Thing thing : tool.things()) {
        String filled = fill(template, thing);
        if (company && filled.matches(".*[a-z]")) continue;
        (overlap(filled, tool.description()) == 0 ? apart : overlapping).add(filled);
      }
    List<String> wanted = random.nextDouble() < settings.mismatch() ? apart : overlapping;
    if (wanted.isEmpty()) wanted = wanted == apart ? overlapping : apart;
    return Wording.pick(wanted, random);
  }

  private static long overlap(String instruction, Document description) {
    return ContentWords.shared(ContentWords.of(instruction), ContentWords.of(description.joined()));
  }

  private static String fill(String template, Thing thing) {
    String article =
        "aeiou".indexOf(thing.one().toLowerCase(Locale.ROOT).charAt(0)) >= 0 ? "an " : "a ";
    return Wording.sentence(
        template
            .replace("{a}", article + thing.one())
            .replace("{one}", thing.one())
            .replace("{many}", thing.many()));
  }
}
