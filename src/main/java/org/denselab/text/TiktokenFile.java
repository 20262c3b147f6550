package org.denselab.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.denselab.base.BadInput;

/**
 * Vocabularies of tiktoken, as Meta's Llama 3 and Qwen's first models have them: a token in base64
 * and its rank on each line. The rules by which a text is cut before stand in code elsewhere, so no
 * tokenizer is made from one.
 */
final class TiktokenFile {
  private static final Pattern LINE =
      Pattern.compile("[A-Za-z0-9+/]+={0,2} [0-9]+\\R.*", Pattern.DOTALL);
  private static final String ENDING = ".tiktoken";

  private TiktokenFile() {}

  /** Whether the file begins as they do, whatever it is called. */
  static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(4096), StandardCharsets.ISO_8859_1);
      return LINE.matcher(start).matches();
    }
  }

  /** One that lies in a folder, or where Meta's own files lie in those of HuggingFace. */
  static Optional<Path> in(Path folder) throws IOException {
    Path original = folder.resolve("original").resolve("tokenizer.model");
    if (Files.isRegularFile(original) && is(original)) return Optional.of(original);
    if (!Files.isDirectory(folder)) return Optional.empty();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().findFirst();
    }
  }

  /** Names the file and the remedy. */
  static BadInput refusal(Path file) {
    return new BadInput(
        file
            + ": a tiktoken file, which does not say how texts are cut; tokenizer.json does. Take"
            + " that of the model's HuggingFace folder, or make it there: python -c \"from"
            + " transformers import AutoTokenizer as T;"
            + " T.from_pretrained('.').save_pretrained('.')\"");
  }
}
