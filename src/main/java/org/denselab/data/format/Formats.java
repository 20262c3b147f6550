package org.denselab.data.format;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.denselab.base.BadInput;

/** Every format there is, and what a path is taken for. */
public final class Formats {
  /** Those that can be told by their look. */
  private static final List<Format> BY_LOOK =
      List.of(
          new Beir(),
          new MsMarco(),
          new Tevatron(),
          new TevatronIds(),
          new FlagEmbedding(),
          new Dpr(),
          new Triples(),
          new MsMarcoTriples(),
          new Sts(),
          new Topics(),
          new TrecTopics(),
          new BeirQueries(),
          new MsMarcoCollection(),
          new BeirPassages(),
          new TrecQrels(),
          new BeirQrels(),
          new RunFormat());

  /** Those that anything could be: taken where nothing else fits. */
  private static final List<Format> OTHERWISE =
      List.of(new RecordFormat(), new Text(), new Paragraphs());

  private static final Pattern PREFIXED = Pattern.compile("([a-z-]+):(.+)");

  private Formats() {}

  /**
   * What a path is taken for.
   *
   * @param look what there is to see, in words
   * @param named whether the user said so, by {@code format:path}
   */
  public record Taken(Path path, Format format, String look, boolean named) {
    /** For a person: the format and how it is known. */
    public String says() {
      return format.name() + " (" + (named ? "as you said" : format.says()) + ")";
    }
  }

  public static List<Format> all() {
    return java.util.stream.Stream.concat(BY_LOOK.stream(), OTHERWISE.stream()).toList();
  }

  /**
   * The format of that name.
   *
   * @throws BadInput when there is none; the message lists those there are
   */
  public static Format named(String name) {
    return find(name)
        .orElseThrow(() -> new BadInput("no format is called " + name + "; there are " + names()));
  }

  /**
   * Looks at {@code path}, or takes {@code format:path} for what it says.
   *
   * @throws BadInput when there is no such file or folder, when it looks like no format, or like
   *     several
   */
  public static Taken of(String spec) {
    var prefixed = PREFIXED.matcher(spec);
    if (prefixed.matches() && !Files.exists(path(spec))) {
      Format format = named(prefixed.group(1));
      var sample = Sample.of(existing(prefixed.group(2)));
      return new Taken(sample.path(), format, sample.look(), true);
    }
    var sample = Sample.of(existing(spec));
    return new Taken(sample.path(), look(sample), sample.look(), false);
  }

  private static Path existing(String text) {
    Path path = path(text);
    if (Files.exists(path)) return path;
    throw new BadInput(text + ": no such file or folder");
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadInput("no path: " + e.getReason(), e);
    }
  }

  private static Format look(Sample sample) {
    Path path = sample.path();
    List<Format> fitting = BY_LOOK.stream().filter(format -> format.recognises(sample)).toList();
    if (fitting.isEmpty())
      fitting = OTHERWISE.stream().filter(format -> format.recognises(sample)).limit(1).toList();
    if (fitting.size() == 1) return fitting.getFirst();
    if (fitting.isEmpty()) throw unknown(sample);
    throw new BadInput(
        "%s: %s may be %s; say which, as in %s:%s"
            .formatted(
                path,
                sample.look(),
                fitting.stream().map(Format::name).collect(Collectors.joining(" or ")),
                fitting.getFirst().name(),
                path));
  }

  private static BadInput unknown(Sample sample) {
    String path = sample.path().toString();
    return new BadInput(
        sample.folder()
            ? path
                + ": "
                + sample.look()
                + " is no format known here; a collection is a folder with corpus.jsonl (beir) or"
                + " collection.tsv (msmarco)"
            : "%s: %s is no format known here; if it is one, say which, as in sts:%s; there are %s"
                .formatted(path, sample.look(), path, names()));
  }

  private static Optional<Format> find(String name) {
    return all().stream().filter(format -> format.name().equals(name)).findFirst();
  }

  private static String names() {
    return all().stream().map(Format::name).collect(Collectors.joining(", "));
  }
}
