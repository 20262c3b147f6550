package org.denselab.data.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.denselab.base.BadInput;

/**
 * The look of a file or folder: enough to tell its format by, and no more of it is read.
 *
 * @param names files of a folder, without {@code .gz}; empty for a file
 * @param lines the first lines of a file that are not blank, at most {@link #LINES}
 * @param array whether the file is one JSON array
 * @param keys the keys of its first JSON object, as far as the sample reaches
 */
record Sample(Path path, Set<String> names, List<String> lines, boolean array, Set<String> keys) {
  private static final int BYTES = 1 << 20;
  private static final int LINES = 20;

  static Sample of(Path path) {
    try {
      if (Files.isDirectory(path)) return new Sample(path, names(path), List.of(), false, Set.of());
      byte[] head;
      try (InputStream in = TextFile.open(path)) {
        head = in.readNBytes(BYTES);
      }
      return of(path, head);
    } catch (IOException e) {
      throw TextFile.unreadable(path, 1, e);
    }
  }

  private static Sample of(Path path, byte[] head) throws IOException {
    String text = new String(head, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) text = text.substring(1);
    boolean whole = head.length < BYTES;
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length() && lines.size() < LINES) {
      int end = text.indexOf('\n', from);
      // a line that the sample cuts says nothing about its columns
      if (end < 0 && !whole && !lines.isEmpty()) break;
      String line = text.substring(from, end < 0 ? text.length() : end);
      if (!line.isBlank()) lines.add(withoutReturn(line));
      from = end < 0 ? text.length() : end + 1;
    }
    if (lines.isEmpty() && whole) throw new BadInput(path + ": the file is empty");
    char first = text.strip().isEmpty() ? ' ' : text.strip().charAt(0);
    Set<String> keys = first == '{' || first == '[' ? keys(text) : Set.of();
    return new Sample(path, Set.of(), lines, first == '[', keys);
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** Keys before the first thing that is no JSON, or cut: a reader will name it. */
  private static Set<String> keys(String text) {
    Set<String> keys = new LinkedHashSet<>();
    try (JsonParser parser = Json.MAPPER.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        keys.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    } catch (IOException e) {
      return keys;
    }
    return keys;
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (var files = Files.list(folder)) {
      files.forEach(file -> names.add(TextFile.plainName(file)));
    }
    return names;
  }

  boolean folder() {
    return lines.isEmpty() && keys.isEmpty() && Files.isDirectory(path);
  }

  /** The file's name without {@code .gz}. */
  String fileName() {
    return TextFile.plainName(path);
  }

  /** Whether lines are JSON objects. */
  boolean isObject() {
    return !array && !lines.isEmpty() && lines.getFirst().stripLeading().startsWith("{");
  }

  boolean has(String... needed) {
    return keys.containsAll(List.of(needed));
  }

  /** Whether it is text of which every line that was looked at is like this. */
  boolean everyLine(Predicate<String> looksRight) {
    return keys.isEmpty() && !lines.isEmpty() && lines.stream().allMatch(looksRight);
  }

  /** Whether it is text whose first line is like this. */
  boolean firstLine(Predicate<String> looksRight) {
    return keys.isEmpty() && !lines.isEmpty() && looksRight.test(lines.getFirst());
  }

  /** What a reader of an error should know of it. */
  String look() {
    if (folder()) return "a folder with " + (names.isEmpty() ? "nothing" : brief(names));
    if (!keys.isEmpty()) return "JSON with the keys " + brief(keys);
    int tabs = lines.getFirst().split("\t", -1).length;
    return tabs > 1 ? "text with %d tab-separated columns".formatted(tabs) : "text without tabs";
  }

  private static String brief(Set<String> words) {
    String all = String.join(", ", words.stream().limit(12).toList());
    return words.size() > 12 ? all + ", …" : all;
  }
}
