package org.denselab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes as pages show them: what several stages remark is said once, with who remarks it. */
final class Remarks {
  private static final int NAMED = 3;
  private static final String AFTER_SUBJECT = ": ";

  private Remarks() {}

  /** In the order of the first of each. */
  static List<String> gathered(List<String> notes) {
    Map<String, List<String>> subjects = new LinkedHashMap<>();
    for (String note : notes) {
      int end = note.indexOf(AFTER_SUBJECT);
      String remark = end < 0 ? note : note.substring(end + AFTER_SUBJECT.length());
      var said = subjects.computeIfAbsent(remark, _ -> new ArrayList<>());
      if (end >= 0) said.add(note.substring(0, end));
    }
    List<String> gathered = new ArrayList<>();
    subjects.forEach((remark, by) -> gathered.add(said(remark, by)));
    return gathered;
  }

  private static String said(String remark, List<String> by) {
    if (by.isEmpty()) return remark;
    if (by.size() == 1) return by.getFirst() + AFTER_SUBJECT + remark;
    String named = String.join("; ", by.subList(0, Math.min(NAMED, by.size())));
    String more = by.size() > NAMED ? "; %,d more".formatted(by.size() - NAMED) : "";
    return "%s (%s%s)".formatted(remark, named, more);
  }
}
