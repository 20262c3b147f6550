package org.denselab.data;

/** A passage of a collection. {@code title} may be empty. */
public record Document(String id, String title, String text) {
  /** Title and text as one string, joined by a space: the same for BM25 and for dense retrieval. */
  public String joined() {
    return title.isEmpty() ? text : text.isEmpty() ? title : title + " " + text;
  }
}
