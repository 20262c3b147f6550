package org.denselab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;

/**
 * One page over all studies of a folder of reports, newest first, made from their {@code
 * results.json}; any two can be set beside each other, arm by arm.
 */
public final class StudyIndex {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final int MOST_ANSWER = 900;
  private static final int MOST_ARMS = 400;
  private static final int MOST_JSON = 1_500_000;

  /**
   * One study.
   *
   * @param problem why there is nothing else; empty where there is
   * @param finished cells that have numbers, of {@code cells}
   */
  public record Entry(
      String folder,
      String title,
      String question,
      String answer,
      String date,
      int exit,
      long finished,
      int cells,
      String problem) {
    /** The address of its page, beside this one. */
    public String link() {
      return URLEncoder.encode(folder, StandardCharsets.UTF_8).replace("+", "%20") + "/index.html";
    }
  }

  private StudyIndex() {}

  /** Writes {@code index.html} into {@code reports}. */
  public static void write(Path reports) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> folders = Files.list(reports)) {
      for (Path folder : folders.toList())
        if (Files.isRegularFile(folder.resolve("results.json")))
          files.add(folder.resolve("results.json"));
    }
    List<Entry> entries = new ArrayList<>();
    ArrayNode arms = MAPPER.createArrayNode();
    for (Path file : files) add(file, entries, arms);
    entries.sort(Comparator.comparing(Entry::date).reversed().thenComparing(Entry::folder));
    Map<String, Object> model =
        Map.of("studies", entries, "json", arms.toString().replace("<", "\\u003c"));
    AtomicFiles.write(
        reports.resolve("index.html"),
        HtmlTemplate.render(
            "index.ftlh",
            List.of("page.css", "sections.css", "tables.css", "explorer.css", "print.css"),
            List.of("start.js", "tables.js", "compare.js", "print.js"),
            model));
  }

  private static void add(Path file, List<Entry> entries, ArrayNode arms) throws IOException {
    String folder = file.getParent().getFileName().toString();
    String date = DATE.format(Files.getLastModifiedTime(file).toInstant());
    JsonNode json;
    try {
      json = MAPPER.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      entries.add(new Entry(folder, folder, "", "", date, 0, 0, 0, "results.json cannot be read"));
      return;
    }
    List<JsonNode> cells = json.path("cells").valueStream().toList();
    String answer = json.path("answer").asText();
    entries.add(
        new Entry(
            folder,
            json.path("title").asText(folder),
            json.path("question").asText(),
            answer.length() > MOST_ANSWER ? answer.substring(0, MOST_ANSWER) + "…" : answer,
            date,
            json.path("exit").asInt(),
            cells.stream().filter(StudyIndex::done).count(),
            cells.size(),
            ""));
    ObjectNode study = MAPPER.createObjectNode().put("study", folder);
    ArrayNode rows = study.putArray("arms");
    for (JsonNode cell : cells)
      if (done(cell) && cell.path("slice").asText().equals(ResultTable.ALL))
        if (rows.size() < MOST_ARMS)
          rows.addArray()
              .add(cell.path("task").asText() + ", " + cell.path("split").asText())
              .add(cell.path("id").asText())
              .add(cell.path("metrics"));
    if (arms.toString().length() + study.toString().length() < MOST_JSON) arms.add(study);
  }

  private static boolean done(JsonNode cell) {
    return cell.path("state").asText().equals("done");
  }
}
