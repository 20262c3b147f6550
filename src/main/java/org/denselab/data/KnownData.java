package org.denselab.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.base.NearestName;

/**
 * Published data by its counts alone, so that a study can be planned where the data is not. It
 * holds no text: whatever asks for one is refused.
 */
public final class KnownData {
  private static final String FILE = "known-data.csv";
  private static final Map<String, Counts> TABLE = read();

  private record Counts(String kind, long passages, Map<String, Integer> queries) {}

  private KnownData() {}

  public static List<String> names() {
    return List.copyOf(TABLE.keySet());
  }

  /**
   * The data at a path that is not there, known by the path's last name.
   *
   * @throws BadInput where nothing of that name is known
   */
  public static Dataset dataset(String path) {
    String name = last(path);
    Counts counts = counts(name);
    return switch (counts.kind()) {
      case "collection" -> new Absent(name, counts);
      case "pairs" -> new AbsentPairs(name, counts);
      default -> throw new BadInput(name + " is a text, not a collection");
    };
  }

  /** Text that is not there. */
  public static PretrainingText text(String path) {
    String name = last(path);
    counts(name);
    return new PretrainingText() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String fingerprint() {
        return KnownData.fingerprint(name);
      }

      @Override
      public Stream<String> paragraphs() {
        throw absent(name);
      }
    };
  }

  /** Whether nothing but its counts is known of data. */
  public static boolean countsAlone(Dataset data) {
    return switch (data) {
      case Absent _, AbsentPairs _ -> true;
      case HeldOut held -> countsAlone(held.data());
      case Collection _, Pairs _ -> false;
    };
  }

  private static String last(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1)
        .toLowerCase(Locale.ROOT);
  }

  private static Counts counts(String name) {
    Counts counts = TABLE.get(name);
    if (counts == null)
      throw new BadInput(
          "no counts are known of %s, which is not given; known are %s, and nearest is %s"
              .formatted(
                  name, String.join(", ", names()), NearestName.of(name, names()).orElse("none")));
    return counts;
  }

  private static String fingerprint(String name) {
    return "known by its counts: " + name;
  }

  private static BadInput absent(String name) {
    return new BadInput(name + " is known by its counts only: give the data to run on it");
  }

  private static Map<String, Counts> read() {
    var table = new LinkedHashMap<String, Counts>();
    var in = Objects.requireNonNull(KnownData.class.getResourceAsStream(FILE), FILE);
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .forEach(
              line -> {
                String[] cell = line.split(",", 7);
                var queries = new LinkedHashMap<String, Integer>();
                List<String> splits = List.of("train", "dev", "test");
                for (int i = 0; i < splits.size(); i++) {
                  int size = Integer.parseInt(cell[3 + i]);
                  if (size > 0) queries.put(splits.get(i), size);
                }
                table.put(cell[0], new Counts(cell[1], Long.parseLong(cell[2]), queries));
              });
      return Collections.unmodifiableMap(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Absent implements Collection {
    private final String name;
    private final Counts counts;

    /** A plan asks for a set of queries many times. */
    private final Map<String, QuerySet> made = new HashMap<>();

    Absent(String name, Counts counts) {
      this.name = name;
      this.counts = counts;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String fingerprint() {
      return KnownData.fingerprint(name);
    }

    @Override
    public Corpus corpus() {
      return new Corpus() {
        @Override
        public long size() {
          return counts.passages();
        }

        @Override
        public Stream<Document> documents() {
          throw absent(name);
        }
      };
    }

    @Override
    public List<String> splits() {
      return List.copyOf(counts.queries().keySet());
    }

    /** As many queries as there are, none with a text. */
    @Override
    public QuerySet queries(String split) {
      return made.computeIfAbsent(split, this::make);
    }

    private QuerySet make(String split) {
      Integer size = counts.queries().get(split);
      if (size == null)
        throw new BadInput(
            name + " has no split " + split + "; it has " + String.join(", ", splits()));
      List<Query> queries = new ArrayList<>();
      var grades = new LinkedHashMap<String, Map<String, Integer>>();
      for (int i = 0; i < size; i++) {
        queries.add(new Query(Integer.toString(i), ""));
        grades.put(Integer.toString(i), Map.of());
      }
      return new QuerySet(split, queries, new Qrels(grades), Map.of());
    }

    @Override
    public boolean bringsNegatives(String split) {
      return true; // what nobody can look at is not refused
    }
  }

  private record AbsentPairs(String name, Counts counts) implements Pairs {
    @Override
    public String fingerprint() {
      return KnownData.fingerprint(name);
    }

    @Override
    public List<Example> triples() {
      throw absent(name);
    }

    @Override
    public List<ScoredPair> scored() {
      int size = counts.queries().getOrDefault("test", 0);
      return Collections.nCopies(size, new ScoredPair("", "", "", 0));
    }
  }
}
