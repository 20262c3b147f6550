package org.denselab.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.denselab.base.AtomicFiles;

/**
 * A tokenizer fresh from training.
 *
 * @param vocabularySize may be smaller than was asked for, where the text has no more frequent
 *     pairs
 * @param files names and contents of the tokenizer's folder, {@code tokenizer.json} among them
 */
public record TrainedTokenizer(
    TokenizerSettings settings, int vocabularySize, Map<String, String> files) {
  public TrainedTokenizer {
    files = Map.copyOf(files);
  }

  public boolean smallerThanAsked() {
    return vocabularySize < settings.vocabularySize();
  }

  /** Writes the files; {@link HfTokenizer#open} then opens the folder. */
  public void write(Path folder) throws IOException {
    for (var file : files.entrySet())
      AtomicFiles.write(folder.resolve(file.getKey()), file.getValue());
  }
}
