package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A BEIR folder of 60 passages about things on shelves, and a text about the same words. */
final class TinyCollection {
  private static final List<String> THINGS =
      List.of(
          "lamp", "kettle", "violin", "basket", "anvil", "ribbon", "ladder", "mirror", "barrel",
          "compass");
  private static final List<String> COLOURS =
      List.of("red", "green", "blue", "black", "white", "golden");

  private TinyCollection() {}

  static void write(Path folder, Path text) throws IOException {
    List<String> corpus = new ArrayList<>();
    List<String> queries = new ArrayList<>();
    List<String> train = new ArrayList<>(List.of("query-id\tcorpus-id\tscore"));
    List<String> test = new ArrayList<>(train);
    List<String> paragraphs = new ArrayList<>();
    int number = 0;
    for (String thing : THINGS)
      for (String colour : COLOURS) {
        String id = "d" + number;
        corpus.add(
            "{\"_id\": \"%s\", \"title\": \"\", \"text\": \"A %s %s stands on shelf number %d.\"}"
                .formatted(id, colour, thing, number));
        queries.add(
            "{\"_id\": \"q%d\", \"text\": \"where is the %s %s\"}"
                .formatted(number, colour, thing));
        (number % 3 == 0 ? test : train).add("q" + number + "\t" + id + "\t1");
        paragraphs.add(
            "The %s was painted %s long ago, and since then the %s %s has been dusted every week by the keeper."
                .formatted(thing, colour, colour, thing));
        number++;
      }
    Files.createDirectories(folder.resolve("qrels"));
    Files.write(folder.resolve("corpus.jsonl"), corpus);
    Files.write(folder.resolve("queries.jsonl"), queries);
    Files.write(folder.resolve("qrels/train.tsv"), train);
    Files.write(folder.resolve("qrels/test.tsv"), test);
    Files.write(text, paragraphs);
  }
}
