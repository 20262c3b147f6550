package org.denselab.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.denselab.base.BadInput;
import org.denselab.base.NearestName;

/** A model in several safetensors files, joined by {@code model.safetensors.index.json}. */
public final class SafetensorsIndex implements TensorSource {
  private final Path index;
  private final Map<String, SafetensorsFile> shardOf;
  private final Map<String, SafetensorsFile> shards;

  private SafetensorsIndex(
      Path index, Map<String, SafetensorsFile> shardOf, Map<String, SafetensorsFile> shards) {
    this.index = index;
    this.shardOf = shardOf;
    this.shards = shards;
  }

  /**
   * Maps every shard that the index names.
   *
   * @throws BadInput when the index is malformed, names a file outside its folder, or when shards
   *     or tensors are missing (all of them are listed)
   */
  public static SafetensorsIndex open(Path index) throws IOException {
    Map<String, String> weightMap = weightMap(index);
    checkShards(index, new TreeSet<>(weightMap.values()));
    Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
    Map<String, SafetensorsFile> shardOf = new LinkedHashMap<>();
    try {
      for (String name : new TreeSet<>(weightMap.values()))
        shards.put(name, SafetensorsFile.open(index.resolveSibling(name)));
      weightMap.forEach((tensor, shard) -> shardOf.put(tensor, shards.get(shard)));
      checkTensors(index, weightMap, shards);
    } catch (IOException | RuntimeException e) {
      shards.values().forEach(SafetensorsFile::close);
      throw e;
    }
    return new SafetensorsIndex(index, shardOf, shards);
  }

  private static Map<String, String> weightMap(Path index) throws IOException {
    JsonNode map = JsonFile.object(index).path("weight_map");
    if (!map.isObject() || map.isEmpty())
      throw new BadInput(index + ": weight_map is missing, empty or not a JSON object");
    Map<String, String> weightMap = new LinkedHashMap<>();
    for (var field : map.properties()) {
      if (!field.getValue().isTextual())
        throw new BadInput(index + ": weight_map." + field.getKey() + " is not a file name");
      weightMap.put(field.getKey(), field.getValue().textValue());
    }
    return weightMap;
  }

  private static void checkShards(Path index, Set<String> names) {
    for (String name : names) {
      boolean elsewhere = name.contains("/") || name.contains("\\") || name.contains("..");
      if (name.isEmpty() || elsewhere || name.chars().anyMatch(Character::isISOControl))
        throw new BadInput(
            index + ": weight_map names '" + name + "'; shards must lie in the index's own folder");
    }
    List<String> missing =
        names.stream().filter(n -> !Files.isRegularFile(index.resolveSibling(n))).toList();
    if (!missing.isEmpty())
      throw new BadInput(index + ": missing shards: " + JsonFile.list(missing));
  }

  private static void checkTensors(
      Path index, Map<String, String> weightMap, Map<String, SafetensorsFile> shards) {
    List<String> missing =
        weightMap.entrySet().stream()
            .filter(e -> !shards.get(e.getValue()).names().contains(e.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    List<String> extra =
        shards.entrySet().stream()
            .flatMap(
                s ->
                    s.getValue().names().stream().filter(t -> !s.getKey().equals(weightMap.get(t))))
            .toList();
    if (missing.isEmpty() && extra.isEmpty()) return;
    throw new BadInput(
        index
            + ": index and shards disagree"
            + (missing.isEmpty() ? "" : "; not in their shards: " + JsonFile.list(missing))
            + (extra.isEmpty() ? "" : "; not in the index: " + JsonFile.list(extra)));
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(shardOf.keySet());
  }

  @Override
  public StoredTensor tensor(String name) {
    SafetensorsFile shard = shardOf.get(name);
    if (shard == null)
      throw new BadInput(index + ": there is no tensor " + name + NearestName.hint(name, names()));
    return shard.tensor(name);
  }

  @Override
  public String origin() {
    return index.toString();
  }

  @Override
  public void close() {
    shards.values().forEach(SafetensorsFile::close);
  }
}
