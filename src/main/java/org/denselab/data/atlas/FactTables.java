package org.denselab.data.atlas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the tables of one domain: {@code <domain>.names.tsv}, phrases, and fact tables. */
final class FactTables {
  private final String domain;

  private FactTables(String domain) {
    this.domain = domain;
  }

  /** All facts of a domain, by entity in the order of its table of names. */
  static List<Fact> read(Domain domain) {
    return new FactTables(domain.name()).facts(domain.tables());
  }

  private List<Fact> facts(List<String> tables) {
    Map<String, Entity> entities = entities();
    Map<String, Relation> relations = relations();
    Map<Entity, List<Fact>> facts = new LinkedHashMap<>();
    entities.values().forEach(entity -> facts.put(entity, new ArrayList<>()));
    for (String table : tables) {
      List<List<String>> rows = rows(domain + "." + table + ".tsv");
      List<String> header = rows.getFirst();
      for (var row : rows.subList(1, rows.size()))
        for (int column = 1; column < row.size(); column++) {
          if (row.get(column).isEmpty()) continue;
          Entity entity = required(entities, row.getFirst());
          Relation relation = required(relations, header.get(column));
          facts.get(entity).add(new Fact(entity, relation, row.get(column)));
        }
    }
    return facts.values().stream().flatMap(List::stream).toList();
  }

  private Map<String, Entity> entities() {
    Map<String, Entity> entities = new LinkedHashMap<>();
    List<List<String>> rows = rows(domain + ".names.tsv");
    for (var row : rows.subList(1, rows.size())) {
      List<String> names = new ArrayList<>(List.of(row.getFirst()));
      if (row.size() > 1) names.addAll(List.of(row.get(1).split("; ")));
      String adjective = row.size() > 2 ? row.get(2) : "";
      entities.put(row.getFirst(), new Entity(domain, List.copyOf(names), adjective));
    }
    return entities;
  }

  private Map<String, Relation> relations() {
    Map<String, Map<Phrasing, List<String>>> templates = new LinkedHashMap<>();
    for (var row : rows(domain + ".phrases.tsv")) {
      Phrasing kind =
          List.of(Phrasing.values()).stream()
              .filter(k -> k.letter.equals(row.get(1)))
              .findFirst()
              .orElseThrow();
      templates
          .computeIfAbsent(row.getFirst(), _ -> new EnumMap<>(Phrasing.class))
          .computeIfAbsent(kind, _ -> new ArrayList<>())
          .add(row.get(2));
    }
    Map<String, Relation> relations = new LinkedHashMap<>();
    templates.forEach((id, of) -> relations.put(id, new Relation(domain, id, of)));
    return relations;
  }

  private static <T> T required(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  /** The rows of a resource; lines that begin with # are remarks. */
  static List<List<String>> rows(String resource) {
    var stream = FactTables.class.getResourceAsStream("/atlas/" + resource);
    Objects.requireNonNull(stream, resource);
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(line.split("\t")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
