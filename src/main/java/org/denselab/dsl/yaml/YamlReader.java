package org.denselab.dsl.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads one YAML document as a {@link Node}. Only SnakeYAML's node tree is used: no tag constructs
 * an object, and size, depth and aliases are bounded.
 */
public final class YamlReader {
  private static final int LARGEST_FILE = 1 << 20;
  private static final int DEEPEST = 50;

  private YamlReader() {}

  /**
   * The document of a file; empty when it cannot be read, which is then among the problems.
   *
   * @param name the file as the user knows it
   * @param layer see {@link Node.Entry}
   */
  public static Optional<Node> read(Path file, String name, int layer, Problems problems) {
    var start = new Position(name, 1, 1);
    try {
      if (Files.isDirectory(file)) throw new IOException("it is a folder");
      if (Files.exists(file) && !Files.isRegularFile(file)) throw new IOException("it is no file");
      if (Files.size(file) > LARGEST_FILE) throw new IOException("it is larger than 1 MB");
      var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      String text = decode(bytes, start, problems);
      return text == null ? Optional.empty() : read(text, start, layer, problems);
    } catch (NoSuchFileException e) {
      problems.add(start, "there is no such file");
    } catch (IOException e) {
      problems.add(start, "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** The text; null when it is no UTF-8, which is then among the problems. */
  private static String decode(ByteBuffer bytes, Position start, Problems problems) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      boolean wide = bytes.limit() > 1 && (bytes.get(0) & bytes.get(1) & 0xFE) == 0xFE;
      String before = StandardCharsets.UTF_8.decode(bytes.slice(0, bytes.position())).toString();
      int line = (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n') - 1;
      problems.add(
          place(start, line, column),
          wide
              ? "the text is UTF-16; save it as UTF-8"
              : "this is not UTF-8; save the file as UTF-8");
      return null;
    }
  }

  /** The document of a text that begins at {@code start}. */
  public static Optional<Node> read(String text, Position start, int layer, Problems problems) {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(DEEPEST);
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(LARGEST_FILE);
    options.setAllowRecursiveKeys(false);
    // tags are refused by TreeBuilder, all of them and each at its place
    options.setTagInspector(_ -> true);
    try {
      var root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (root == null) {
        problems.add(start, "there is nothing in it");
        return Optional.empty();
      }
      return new TreeBuilder(start, layer, problems).build(root);
    } catch (MarkedYAMLException e) {
      problems.add(place(start, e), Complaint.of(e, text));
    } catch (ReaderException e) {
      String before = text.substring(0, Math.min(text.length(), e.getPosition()));
      int line = (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n') - 1;
      problems.add(
          place(start, line, column),
          "character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      // SnakeYAML reports its limits on aliases, depth and size without a place
      problems.add(start, Complaint.of(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private static Position place(Position start, MarkedYAMLException e) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    return mark == null ? start : place(start, mark.getLine(), mark.getColumn());
  }

  /** The place {@code line} and {@code column} (from 0) after {@code start}. */
  static Position place(Position start, int line, int column) {
    return new Position(
        start.file(), start.line() + line, line == 0 ? start.column() + column : column + 1);
  }
}
