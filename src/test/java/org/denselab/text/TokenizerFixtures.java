package org.denselab.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Real vocabularies of a shared folder beside the project, and what DJL makes of our files. */
final class TokenizerFixtures {
  private TokenizerFixtures() {}

  static Path file(String name) {
    Path file = Path.of("../shared/data/fixtures/tokenizers", name);
    assumeTrue(Files.exists(file), "skipped: no shared fixture " + name + " here");
    return file;
  }

  /** Opens {@code json} in an otherwise empty folder. */
  static HfTokenizer open(Path folder, String json) throws IOException {
    return HfTokenizer.open(Files.writeString(folder.resolve("tokenizer.json"), json));
  }

  static HfTokenizer open(Path folder, TrainedTokenizer trained) throws IOException {
    trained.write(folder);
    return HfTokenizer.open(folder);
  }

  /** Each token's text: ids one by one. */
  static List<String> tokens(Tokenizer tokenizer, List<String> vocabulary, String text) {
    return Arrays.stream(tokenizer.encode(text)).mapToObj(vocabulary::get).toList();
  }
}
