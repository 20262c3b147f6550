package org.denselab.study.stage;

import java.io.IOException;
import java.util.stream.Stream;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;
import org.denselab.text.TokenizerSettings;
import org.denselab.text.TokenizerTrainer;

/** A tokenizer trained on text. */
public final class TokenizerStage {
  private static final int VERSION = 1;

  private TokenizerStage() {}

  /** What a tokenizer is trained on. */
  public interface Texts {
    /** Short name for tables. */
    String name();

    String fingerprint();

    /** A new pass; the stage closes it. */
    Stream<String> open() throws IOException;
  }

  public static Stage of(Texts texts, TokenizerSettings settings) {
    return new StageKey("tokenizer", VERSION)
        .with("texts", texts.fingerprint())
        .with("settings", settings)
        .stage(
            texts.name(),
            (out, workplace) -> {
              try (Stream<String> lines = texts.open()) {
                var trained = TokenizerTrainer.train(settings, lines, workplace.progress());
                trained.write(out);
                return "%,d of %,d tokens"
                    .formatted(trained.vocabularySize(), settings.vocabularySize());
              }
            });
  }
}
