package org.denselab.data.format;

import org.denselab.data.Query;

/** A query as a topic file has it. Descriptions and narratives are empty where there are none. */
public record Topic(String id, String title, String description, String narrative) {
  public static Topic of(Query query) {
    return new Topic(query.id(), query.text(), "", "");
  }

  public Query query() {
    return new Query(id, title);
  }
}
