package org.denselab.mining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.denselab.base.Hash64;
import org.denselab.data.Corpus;
import org.denselab.data.NormalisedText;
import org.denselab.data.QuerySet;

/** What passages say, as a hash each, by their place in the corpus and by id for those judged. */
public final class PassageTexts {
  private final List<String> ids;
  private final long[] texts;
  private final Map<String, Long> judged;

  private PassageTexts(List<String> ids, long[] texts, Map<String, Long> judged) {
    this.ids = ids;
    this.texts = texts;
    this.judged = judged;
  }

  /**
   * Reads a corpus once.
   *
   * @param queries whose judged passages can be asked for by id
   */
  public static PassageTexts of(Corpus corpus, QuerySet queries) {
    Set<String> wanted =
        queries.qrels().grades().values().stream()
            .flatMap(grades -> grades.keySet().stream())
            .collect(Collectors.toSet());
    List<String> ids = new ArrayList<>();
    long[] texts = new long[Math.toIntExact(corpus.size())];
    Map<String, Long> judged = new HashMap<>();
    try (var documents = corpus.documents()) {
      documents.forEach(
          document -> {
            long text = Hash64.of(NormalisedText.of(document.joined()));
            texts[ids.size()] = text;
            ids.add(document.id());
            if (wanted.contains(document.id())) judged.put(document.id(), text);
          });
    }
    return new PassageTexts(ids, texts, judged);
  }

  public int size() {
    return texts.length;
  }

  /** The passage at a place, with a score. */
  public Candidate candidate(int row, float score) {
    return new Candidate(ids.get(row), score, texts[row]);
  }

  /** Of a judged passage; empty where the corpus lacks it. */
  public OptionalLong text(String doc) {
    Long text = judged.get(doc);
    return text == null ? OptionalLong.empty() : OptionalLong.of(text);
  }
}
