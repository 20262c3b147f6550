package org.denselab.report;

import java.util.List;
import java.util.Locale;
import org.denselab.report.Sheet.Entry;
import org.denselab.study.result.Exhibit.Claim;

/** Claims that were put to a test, as a table. */
final class ClaimSheet {
  static final String TITLE = "Claims";

  private ClaimSheet() {}

  static Sheet of(List<Claim> claims) {
    return new Sheet(
        TITLE,
        "",
        List.of("Claim", "Verdict", "In numbers", "Claimed by"),
        List.of(false, false, false, false),
        claims.stream()
            .map(
                c ->
                    List.of(
                        Entry.of(c.title()),
                        Entry.of(c.verdict().name().toLowerCase(Locale.ROOT)),
                        Entry.of(c.caption()),
                        Entry.of(c.source())))
            .toList());
  }
}
