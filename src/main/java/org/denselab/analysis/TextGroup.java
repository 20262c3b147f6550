package org.denselab.analysis;

import java.util.function.ToIntFunction;
import org.denselab.base.Hash64;
import org.denselab.data.NormalisedText;

/** Texts of one kind, such as the passages of a corpus: counts, lengths, and those that repeat. */
final class TextGroup {
  private final String name;
  private final ToIntFunction<String> tokens;
  private final Lengths lengths = new Lengths();
  private final LongSet texts = new LongSet();
  private final LongSet ids = new LongSet();
  private long empty;
  private long repeatedTexts;
  private long repeatedIds;
  private String firstEmpty = "";
  private String firstRepeatedId = "";

  TextGroup(String name, ToIntFunction<String> tokens) {
    this.name = name;
    this.tokens = tokens;
  }

  /**
   * @param id empty for texts without one
   * @return the hash of the normalised text
   */
  long add(String id, String text, String place) {
    if (!id.isEmpty() && !ids.add(Hash64.of(id)) && repeatedIds++ == 0) firstRepeatedId = place;
    String normalised = NormalisedText.of(text);
    long hash = Hash64.of(normalised);
    if (normalised.isEmpty()) {
      if (empty++ == 0) firstEmpty = place;
    } else if (!texts.add(hash)) repeatedTexts++;
    lengths.add(tokens.applyAsInt(text));
    return hash;
  }

  boolean hasId(String id) {
    return ids.contains(Hash64.of(id));
  }

  boolean hasText(long hash) {
    return texts.contains(hash);
  }

  String name() {
    return name;
  }

  Lengths lengths() {
    return lengths;
  }

  long count() {
    return lengths.count();
  }

  /** Adds what was found to the findings. */
  void report(Findings findings) {
    findings.count(name, count());
    findings.broken(empty, name + " without text", firstEmpty);
    findings.broken(repeatedIds, name + " whose id stood before", firstRepeatedId);
    findings.noted(repeatedTexts, name + " that say the same as one before");
  }
}
