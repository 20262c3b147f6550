package org.denselab.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.denselab.base.AtomicFiles;

/**
 * Where stages keep their output: a folder named by kind and key, written beside and renamed when
 * whole. Models go to {@code checkpoints/}, mined negatives to {@code negatives/}, the rest to
 * {@code reports/.stages/}.
 */
public final class Store {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECORD = "stage.json";

  private final Path root;

  public Store(Path root) {
    this.root = root.toAbsolutePath();
  }

  public Path root() {
    return root;
  }

  public Path reports() {
    return root.resolve("reports");
  }

  public Path folder(Stage stage) {
    String name = stage.kind() + "-" + stage.key().substring(0, 16);
    return switch (stage.kind()) {
      case "tokenizer", "backbone", "pretrain", "train" ->
          root.resolve("checkpoints").resolve(name);
      case "negatives" -> root.resolve("negatives").resolve(name);
      default -> reports().resolve(".stages").resolve(name);
    };
  }

  /** What a finished stage left about itself; empty where it has not been done. */
  public Optional<Done> done(Stage stage) throws IOException {
    Path record = folder(stage).resolve(RECORD);
    if (!Files.isRegularFile(record)) return Optional.empty();
    JsonNode json = JSON.readTree(record.toFile());
    if (!json.path("key").asText().equals(stage.key())) return Optional.empty();
    return Optional.of(
        new Done(
            json.path("seconds").asDouble(),
            json.path("peak_bytes").asLong(),
            json.path("detail").asText()));
  }

  /**
   * An empty folder to work in, beside the final one; what an interrupted run left there is gone.
   */
  Path begin(Stage stage) throws IOException {
    Path beside = beside(stage, "part");
    AtomicFiles.deleteTree(beside);
    return Files.createDirectories(beside);
  }

  /** What the stage left for its next attempt; see {@link Stage.Workplace#kept}. */
  Path kept(Stage stage) throws IOException {
    return Files.createDirectories(beside(stage, "kept"));
  }

  private Path beside(Stage stage, String suffix) {
    Path folder = folder(stage);
    return folder.resolveSibling("." + folder.getFileName() + "." + suffix);
  }

  /** Makes the work visible as the stage's output. */
  void publish(Stage stage, Path beside, Done done) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("kind", stage.kind()).put("title", stage.title()).put("key", stage.key());
    var inputs = json.putArray("inputs");
    stage.inputs().forEach(input -> inputs.add(input.key()));
    json.put("seconds", done.seconds())
        .put("peak_bytes", done.peakBytes())
        .put("detail", done.detail());
    Files.writeString(
        beside.resolve(RECORD), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    AtomicFiles.publish(beside, folder(stage));
    AtomicFiles.deleteTree(beside(stage, "kept"));
  }

  /**
   * @param peakBytes most memory the process held while the stage ran
   * @param detail one line about the result
   */
  public record Done(double seconds, long peakBytes, String detail) {}
}
