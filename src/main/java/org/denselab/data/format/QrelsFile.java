package org.denselab.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.denselab.base.BadInput;
import org.denselab.data.Qrels;

/**
 * Judgments: TREC's four columns {@code query iteration document grade}, or BEIR's three {@code
 * query-id corpus-id score} under a header.
 */
public final class QrelsFile {
  private final Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
  private int columns;

  private QrelsFile() {}

  /**
   * Reads judgments of either layout.
   *
   * @throws org.denselab.base.BadInput naming file and line of what is malformed, or of a pair
   *     judged twice
   */
  public static Qrels read(Path file) {
    var reader = new QrelsFile();
    try (var lines = TextFile.lines(file)) {
      lines.filter(line -> !line.isBlank()).forEach(reader::add);
    }
    return new Qrels(reader.grades);
  }

  /**
   * Writes TREC's four columns.
   *
   * @throws BadInput when an id has a blank in it
   */
  public static void write(Path file, Qrels qrels) throws IOException {
    qrels
        .grades()
        .forEach(
            (query, judged) -> {
              refuseBlanks(query);
              judged.keySet().forEach(QrelsFile::refuseBlanks);
            });
    write(file, qrels, "", " 0 ", " ");
  }

  /** Writes TREC's four columns between tabs. */
  static void writeMsMarco(Path file, Qrels qrels) throws IOException {
    write(file, qrels, "", "\t0\t", "\t");
  }

  /** Writes BEIR's three columns and header. */
  static void writeBeir(Path file, Qrels qrels) throws IOException {
    write(file, qrels, "query-id\tcorpus-id\tscore\n", "\t", "\t");
  }

  private static void refuseBlanks(String id) {
    if (id.chars().anyMatch(Character::isWhitespace))
      throw new BadInput(
          "id '" + id + "' has a blank in it, and TREC's columns end at blanks; write beir-qrels");
  }

  private void add(Line line) {
    List<String> fields = Fields.of(line);
    if (columns == 0) {
      columns = fields.size();
      if (columns != 3 && columns != 4)
        throw line.error(
            "expected 4 columns (query 0 document grade) or 3 (query-id corpus-id score), found "
                + columns);
      if (columns == 3 && !isNumber(fields.get(2))) return;
    }
    if (fields.size() != columns)
      throw line.error("expected " + columns + " columns as above, found " + fields.size());
    String query = fields.getFirst();
    String document = fields.get(columns - 2);
    int grade = line.integer(whole(fields.getLast()), "the grade");
    var judged = grades.computeIfAbsent(query, _ -> new LinkedHashMap<>());
    if (judged.put(document, grade) != null)
      throw line.error("document " + document + " is judged twice for query " + query);
  }

  private static boolean isNumber(String field) {
    return field.matches("-?\\d+(\\.\\d+)?");
  }

  /** Tables written by pandas have grades such as {@code 1.0}. */
  private static String whole(String grade) {
    return grade.matches("-?\\d+\\.0+") ? grade.substring(0, grade.indexOf('.')) : grade;
  }

  private static void write(
      Path file, Qrels qrels, String header, String beforeDocument, String beforeGrade)
      throws IOException {
    TextFile.write(
        file,
        out -> {
          out.write(header);
          for (var query : qrels.grades().entrySet())
            for (var judged : query.getValue().entrySet())
              out.write(
                  query.getKey()
                      + beforeDocument
                      + judged.getKey()
                      + beforeGrade
                      + judged.getValue()
                      + "\n");
        });
  }
}
