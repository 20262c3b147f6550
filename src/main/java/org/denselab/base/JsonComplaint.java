package org.denselab.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import java.util.regex.Pattern;

/** What a JSON parser has against a text, in words for someone who does not know the parser. */
public final class JsonComplaint {
  private static final Pattern TWICE =
      Pattern.compile("(?s)Duplicate field (?:name )?(.+?) for .*");
  private static final Pattern TWICE_STRICT = Pattern.compile("(?s)Duplicate field (.+)");
  private static final Pattern INSIDES =
      Pattern.compile(
          "(?s) \\((start marker at|for |from `|through reference|class org\\.).*| \\[Source:.*|:"
              + " was expecting.*");
  private static final int LONGEST = 200;

  private JsonComplaint() {}

  /** One short line, with the place where the parser knows it. */
  public static String at(String file, JacksonException e) {
    JsonLocation at = e.getLocation();
    String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    return file + place + ": " + of(e);
  }

  /** One short line, without a place. */
  public static String of(JacksonException e) {
    String message = e.getOriginalMessage();
    for (Pattern twice : new Pattern[] {TWICE, TWICE_STRICT}) {
      var found = twice.matcher(message);
      if (found.matches()) return "the key " + found.group(1) + " stands twice";
    }
    if (message.startsWith("Unexpected end-of-input") || message.startsWith("No content"))
      return "the JSON ends too early";
    if (message.startsWith("Trailing token")) return "more follows after the JSON";
    String line = INSIDES.matcher(message).replaceAll("").replaceAll("\\s+", " ").strip();
    return "not JSON: "
        + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…")
            .replace("maximum allowed (", "most allowed, ")
            .replaceAll("most allowed, (\\d+),?( from.*)?$", "most allowed, $1");
  }
}
