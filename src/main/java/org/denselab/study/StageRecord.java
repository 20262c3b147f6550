package org.denselab.study;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Sha256;

/**
 * What {@code stage.json} in a stage's folder says: what was done, and which files came out. It
 * ends with a digest of itself.
 *
 * @param divergence what it came to instead of an output
 * @param machine that did it
 * @param modelSeconds what {@link Cost} says it takes anywhere; 0 where that is not known
 */
record StageRecord(
    String kind,
    String title,
    String key,
    List<String> inputs,
    Store.Done done,
    Optional<Divergence> divergence,
    String machine,
    double modelSeconds,
    Manifest manifest) {
  static final String FILE = "stage.json";
  private static final String DIGEST = "sha256";
  private static final String DIVERGED = "diverged";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** There is a record, but it is not as it was written. */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1;

    Damaged(Path file, String what) {
      super(file + " " + what);
    }
  }

  /** Lists the files of a finished folder beside what was done; returns their size. */
  static long write(Stage stage, Path folder, Store.Done done, Optional<Divergence> divergence)
      throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("kind", stage.kind()).put("title", stage.title()).put("key", stage.key());
    var inputs = json.putArray("inputs");
    stage.inputs().forEach(input -> inputs.add(input.key()));
    json.put("machine", Machine.name())
        .put("seconds", done.seconds())
        .put("told_seconds", done.toldSeconds())
        .put("peak_bytes", done.peakBytes())
        .put("native_bytes", done.nativeBytes())
        .put("share", done.share())
        .put("detail", done.detail());
    divergence.ifPresent(
        what -> json.putObject(DIVERGED).put("step", what.step()).put("why", what.why()));
    json.putObject("model").put("version", Cost.VERSION).put("seconds", stage.estimate().seconds());
    var files = json.putObject("files");
    Manifest manifest = Manifest.of(folder);
    manifest
        .files()
        .forEach(
            (name, entry) ->
                files.putObject(name).put("bytes", entry.bytes()).put(DIGEST, entry.sha256()));
    json.put(DIGEST, digest(json));
    AtomicFiles.write(folder.resolve(FILE), text(json) + "\n");
    return manifest.bytes();
  }

  /**
   * @throws Damaged where it is missing, or not as it was written
   */
  static StageRecord read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      if (!(JSON.readTree(Files.readString(file)) instanceof ObjectNode json))
        throw new Damaged(file, "is no record of a stage");
      JsonNode digest = json.remove(DIGEST);
      if (digest == null || !digest.asText().equals(digest(json)))
        throw new Damaged(file, "has other bytes than were written (SHA-256 differs)");
      return of(json);
    } catch (NoSuchFileException e) {
      throw new Damaged(file, "is missing");
    } catch (JacksonException | java.nio.charset.CharacterCodingException e) {
      throw new Damaged(file, "is no record of a stage");
    }
  }

  private static StageRecord of(JsonNode json) {
    Map<String, Manifest.Entry> files = new LinkedHashMap<>();
    for (var file : json.path("files").properties())
      files.put(
          file.getKey(),
          new Manifest.Entry(
              file.getValue().path("bytes").asLong(), file.getValue().path(DIGEST).asText()));
    return new StageRecord(
        json.path("kind").asText(),
        json.path("title").asText(),
        json.path("key").asText(),
        json.path("inputs").valueStream().map(JsonNode::asText).toList(),
        new Store.Done(
            json.path("seconds").asDouble(),
            json.path("told_seconds").asDouble(),
            json.path("peak_bytes").asLong(),
            json.path("native_bytes").asLong(),
            0,
            json.path("share").asDouble(1),
            json.path("detail").asText()),
        divergence(json),
        json.path("machine").asText(),
        json.path("model").path("version").asInt() == Cost.VERSION
            ? json.path("model").path("seconds").asDouble()
            : 0,
        new Manifest(files));
  }

  private static Optional<Divergence> divergence(JsonNode json) {
    JsonNode what = json.path(DIVERGED);
    if (what.isMissingNode()) return Optional.empty();
    String stage = json.path("kind").asText() + " " + json.path("title").asText();
    return Optional.of(new Divergence(stage, what.path("step").asInt(), what.path("why").asText()));
  }

  private static String digest(JsonNode json) throws IOException {
    return Sha256.of(text(json));
  }

  private static String text(JsonNode json) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }
}
