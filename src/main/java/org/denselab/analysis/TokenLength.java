package org.denselab.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Progress;
import org.denselab.data.format.Formats;
import org.denselab.text.HfTokenizer;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;

/** Counts tokens: of a tokenizer that is given, or of one trained on the data itself. */
public final class TokenLength implements AutoCloseable {
  /** What a backbone from scratch has by default; see methods on sizes for two cores. */
  private static final int VOCABULARY = 8192;

  /** {@code [CLS]} and {@code [SEP]}. */
  private static final int SPECIAL = 2;

  private final HfTokenizer tokenizer;
  private final String unit;

  private TokenLength(HfTokenizer tokenizer, String unit) {
    this.tokenizer = tokenizer;
    this.unit = unit;
  }

  /**
   * @throws org.denselab.base.BadInput when there is no tokenizer in the folder
   */
  public static TokenLength of(Path tokenizer) throws IOException {
    return new TokenLength(HfTokenizer.open(tokenizer), "tokens of " + tokenizer);
  }

  /** A vocabulary as a backbone from scratch would get, from the first texts of the data. */
  public static TokenLength trainedOn(Formats.Taken taken, Progress.Source progress)
      throws IOException {
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("denselab-" + ProcessHandle.current().pid());
    List<String> sample;
    try (var texts = SampleTexts.of(taken)) {
      sample = texts.toList();
    }
    var settings = TokenizerSettings.of(TokenizerSettings.Kind.WORDPIECE, VOCABULARY);
    var trained = TokenizerTrainer.train(settings, sample.stream(), progress);
    try {
      trained.write(AtomicFiles.folder(folder));
      return new TokenLength(
          HfTokenizer.open(folder),
          "tokens of a WordPiece vocabulary of %,d, trained on the first %,d texts of this data"
              .formatted(trained.vocabularySize(), sample.size()));
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  public Validator.Length length() {
    return new Validator.Length(unit, text -> tokenizer.encode(text).length, SPECIAL);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
