package org.denselab.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeBiasTest {
  /** HuggingFace's integers, borders at powers of two included. */
  @ParameterizedTest
  @CsvSource({"t5_v1_1, 32, 128", "t5_relu, 8, 20", "mpnet, 32, 128"})
  void bucketsAreHuggingFaces(String folder, int buckets, int maxDistance) throws Exception {
    var bias = new RelativeBias("table", buckets, maxDistance, true);
    var file = Path.of("src/test/resources/golden", folder, "relative_position_buckets.json");
    JsonNode golden = new ObjectMapper().readTree(file.toFile());
    JsonNode wanted = golden.get("bucket");
    assertThat(wanted).hasSize(401);
    for (int i = 0; i < wanted.size(); i++)
      assertThat(bias.bucket(i - 200)).as("bucket of %d", i - 200).isEqualTo(wanted.get(i).asInt());
  }

  @Test
  void withoutBothDirectionsWhatComesLaterIsDistanceZero() {
    var bias = new RelativeBias("table", 32, 128, false);
    assertThat(bias.bucket(5)).isZero();
    assertThat(bias.bucket(-5)).isEqualTo(5);
    assertThat(bias.bucket(-15)).isEqualTo(15);
    assertThat(bias.bucket(-16)).isEqualTo(16);
    assertThat(bias.bucket(-1000)).isEqualTo(31);
  }

  @Test
  void bucketsMustCoverTheDistance() {
    assertThatThrownBy(() -> new RelativeBias("table", 32, 8, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 buckets");
  }
}
