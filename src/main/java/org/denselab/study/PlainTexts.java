package org.denselab.study;

import java.util.stream.Stream;
import org.denselab.data.PretrainingText;
import org.denselab.study.stage.TokenizerStage;

/** Text that is pre-trained on, as what a tokenizer is trained on. */
record PlainTexts(PretrainingText text) implements TokenizerStage.Texts {
  @Override
  public String name() {
    return text.name();
  }

  @Override
  public String fingerprint() {
    return text.fingerprint();
  }

  @Override
  public Stream<String> open() {
    return text.paragraphs();
  }
}
