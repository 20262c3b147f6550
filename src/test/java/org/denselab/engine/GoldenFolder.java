package org.denselab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Families;
import org.denselab.backbone.Head;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;
import org.denselab.weights.ModelFiles;
import org.denselab.weights.SafetensorsFile;
import org.denselab.weights.StoredTensor;

/**
 * A folder of reference values, as its README describes it. Where a family computes what another
 * does, its folder holds a {@code config.json} and {@code same_as.txt}, which names the folder of
 * weights and values.
 */
public record GoldenFolder(Path path) {
  private static final String SAME = "same_as.txt";

  /** The values that come with the project. */
  public static final Path BUNDLED = Path.of("src/test/resources/golden");

  /** For {@code @MethodSource}: {@link #families()}. */
  public static final String FAMILIES = "org.denselab.engine.GoldenFolder#families";

  /** For {@code @MethodSource}: {@link #oneOfEach()}. */
  public static final String ONE_OF_EACH = "org.denselab.engine.GoldenFolder#oneOfEach";

  /** These, or others of the same kind: {@code -Dgolden=DIR}. */
  static Path root() {
    return Path.of(System.getProperty("golden", BUNDLED.toString()));
  }

  /** Sequences without padding, and where each of their tokens stands in the padded reference. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Inputs(int[][] ids, int[][] typeIds, int[][] places, int length) {
    public Batch batch() {
      return new Batch(ids, typeIds, Batch.Noise.NONE);
    }

    /** The largest difference of token vectors to the padded reference, padding left out. */
    double difference(Matrix got, float[] want) {
      int row = 0;
      double worst = 0;
      for (int b = 0; b < ids.length; b++)
        for (int place : places[b]) {
          for (int c = 0; c < got.columns(); c++) {
            float w = want[(b * length + place) * got.columns() + c];
            worst = Math.max(worst, Math.abs(got.at(row, c) - w));
          }
          row++;
        }
      assertThat(row).isEqualTo(got.rows());
      return worst;
    }
  }

  /**
   * Every folder that holds expected values, or shares another's; one of a family that is not known
   * fails the test that reads it.
   */
  public static Stream<GoldenFolder> families() {
    return in(root()).stream();
  }

  static List<GoldenFolder> in(Path root) {
    if (!Files.isDirectory(root))
      throw new AssertionError("-Dgolden=" + root + ": there is no such folder");
    try (var folders = Files.list(root)) {
      List<GoldenFolder> found =
          folders.sorted().map(GoldenFolder::new).filter(GoldenFolder::isWhole).toList();
      if (found.isEmpty())
        throw new AssertionError(
            "-Dgolden="
                + root
                + ": no folder in it holds a config.json and an expected.safetensors; give the"
                + " folder that the families' folders lie in");
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first folder of each family. */
  public static Stream<GoldenFolder> oneOfEach() {
    var first = new LinkedHashMap<String, GoldenFolder>();
    families().forEach(folder -> first.putIfAbsent(folder.family(), folder));
    return first.values().stream();
  }

  private boolean isWhole() {
    return has("config.json") && has("expected.safetensors");
  }

  /** The family's name, as {@code model_type} has it. */
  public String family() {
    return json("config.json").path("model_type").asText();
  }

  /** The groups of inputs that have expected values. */
  List<String> parts() {
    var parts = new ArrayList<String>();
    json("inputs.json")
        .properties()
        .forEach(
            field -> {
              if (field.getValue().has("input_ids")) parts.add(field.getKey());
            });
    return parts;
  }

  Pooling trainPooling() {
    return Pooling.of(json("inputs.json").at("/train/pooling").asText());
  }

  boolean has(String file) {
    return Files.exists(file(file));
  }

  /** Where weights and values lie. */
  public Path values() {
    Path same = path.resolve(SAME);
    try {
      return Files.exists(same) ? path.resolveSibling(Files.readString(same).strip()) : path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the folder, or of that whose values are the same. */
  Path file(String name) {
    Path own = path.resolve(name);
    return Files.exists(own) ? own : values().resolve(name);
  }

  public BackboneConfig config() {
    return Families.parse(path);
  }

  public Program program(Head head) {
    try (var weights = ModelFiles.open(values())) {
      return Backbones.build(config(), head, weights, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode json(String file) {
    try {
      return new ObjectMapper().readTree(file(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Inputs such as {@code right}, {@code pair} or {@code train/queries}. */
  public Inputs inputs(String part) {
    JsonNode node = json("inputs.json").at("/" + part);
    assertThat(node.isMissingNode()).as("inputs.json has " + part).isFalse();
    int[][] padded = matrix(node.get("input_ids"));
    int[][] mask = matrix(node.get("attention_mask"));
    int[][] types = node.has("token_type_ids") ? matrix(node.get("token_type_ids")) : null;
    int[][] ids = new int[padded.length][];
    int[][] typeIds = types == null ? null : new int[padded.length][];
    int[][] places = new int[padded.length][];
    for (int b = 0; b < padded.length; b++) {
      int row = b;
      places[b] = IntStream.range(0, padded[b].length).filter(t -> mask[row][t] == 1).toArray();
      ids[b] = Arrays.stream(places[b]).map(t -> padded[row][t]).toArray();
      if (types != null) typeIds[b] = Arrays.stream(places[b]).map(t -> types[row][t]).toArray();
    }
    return new Inputs(ids, typeIds, places, padded[0].length);
  }

  private static int[][] matrix(JsonNode rows) {
    return new ObjectMapper().convertValue(rows, int[][].class);
  }

  /** Tensors of a file by the bare backbone's names: without the prefix of a causal model. */
  public Map<String, float[]> tensors(String file) {
    try (var source = SafetensorsFile.open(file(file))) {
      var tensors = new HashMap<String, float[]>();
      for (String name : source.names()) {
        StoredTensor tensor = source.tensor(name);
        if (tensor.type() == StoredTensor.DataType.F32)
          tensors.put(
              name.replaceFirst("^model\\.", ""),
              tensor.bytes().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
      }
      return tensors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
