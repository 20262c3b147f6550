package org.denselab.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.Utils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import org.denselab.base.BadInput;
import org.denselab.base.Sha256;

/**
 * A HuggingFace tokenizer, run by the original Rust library through DJL. Safe for use by several
 * threads until it is closed.
 *
 * <p>DJL unpacks that library once, to {@code ~/.djl.ai/tokenizers} or below {@code DJL_CACHE_DIR},
 * written beside and renamed; nothing else is written and nothing is fetched.
 */
public final class HfTokenizer implements Tokenizer {
  private static final Map<String, String> AS_IS =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private final HuggingFaceTokenizer tokenizer;
  private final Map<String, Integer> vocabulary;
  private final int vocabularySize;
  private final SpecialTokens special;
  private final String fingerprint;

  private HfTokenizer(
      HuggingFaceTokenizer tokenizer,
      Map<String, Integer> vocabulary,
      SpecialTokens special,
      String fingerprint) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
    this.vocabularySize = 1 + vocabulary.values().stream().mapToInt(i -> i).max().orElse(-1);
    this.special = special;
    this.fingerprint = fingerprint;
  }

  /**
   * Opens the tokenizer of a HuggingFace folder, see {@link TokenizerSource#in}; a path to the
   * {@code tokenizer.json} itself will do.
   *
   * @throws BadInput when there is none, or it is broken, or a special token is not in it
   */
  public static HfTokenizer open(Path path) throws IOException {
    if (Files.isRegularFile(path))
      return open(path, Files.readString(path), path.toAbsolutePath().getParent());
    var source = TokenizerSource.in(path);
    if (source.isPresent()) return of(source.get(), path);
    throw new BadInput(
        path
            + ": there is no tokenizer.json, nor vocab.txt, vocab.json with merges.txt,"
            + " spiece.model or tokenizer.model to make it from. With the tokenizer's other files:"
            + " python -c \"from transformers import AutoTokenizer as T;"
            + " T.from_pretrained('.').save_pretrained('.')\"");
  }

  /**
   * As {@link #open(Path)}, from what a folder's {@code tokenizer.json} would be.
   *
   * @param folder says which special tokens play which role
   */
  public static HfTokenizer of(TokenizerSource source, Path folder) throws IOException {
    return open(source.file(), source.json(), folder);
  }

  private static HfTokenizer open(Path file, String json, Path folder) throws IOException {
    Map<String, Integer> vocabulary =
        TokenizerJson.vocabulary(file, TokenizerJson.parse(file, json));
    SpecialTokens special = SpecialTokenRoles.find(folder, vocabulary);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String fingerprint = new Sha256().add(bytes, 0, bytes.length).hex();
    return new HfTokenizer(load(file, bytes), vocabulary, special, fingerprint);
  }

  private static HuggingFaceTokenizer load(Path file, byte[] json) throws IOException {
    try {
      return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), AS_IS);
    } catch (LinkageError e) {
      throw new BadInput(
          "the tokenizers library does not load on this machine (it needs 64-bit Linux with glibc,"
              + " macOS on ARM or Windows): "
              + e.getMessage(),
          e);
    } catch (EngineException e) {
      throw new BadInput(
          "the tokenizers library cannot be unpacked to "
              + Utils.getEngineCacheDir("tokenizers")
              + "; name a folder that can be written by setting DJL_CACHE_DIR in the environment",
          e);
    } catch (RuntimeException e) {
      throw new BadInput(file + ": not a usable tokenizer: " + e.getMessage(), e);
    }
  }

  @Override
  public int[] encode(String text) {
    return Arrays.stream(tokenizer.encode(text, false, false).getIds())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  /** Token ids with the special tokens that the tokenizer adds by itself, as others use it. */
  public int[] encodeFramed(String text) {
    return Arrays.stream(tokenizer.encode(text, true, false).getIds())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  @Override
  public int[] ends(String text) {
    var spans = tokenizer.encode(text, false, false).getCharTokenSpans();
    int[] ends = new int[spans.length];
    int points = 0;
    int units = 0;
    for (int i = 0; i < ends.length; i++) {
      // the library counts code points, Java's strings count UTF-16 units
      units = text.offsetByCodePoints(units, spans[i].getEnd() - points);
      points = spans[i].getEnd();
      ends[i] = units;
    }
    return ends;
  }

  @Override
  public String decode(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), false);
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public OptionalInt id(String token) {
    Integer id = vocabulary.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public SpecialTokens special() {
    return special;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
