package org.denselab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.denselab.base.Progress;
import org.denselab.text.TokenizerSettings.Kind;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialSetTest {
  @TempDir private Path folder;

  /** What each family's published tokenizers put around a text, on either kind of vocabulary. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "BERT, [CLS], [SEP], [MASK]",
        "ROBERTA, <s>, </s>, <mask>",
        "T5, none, </s>, <extra_id_0>",
        "LLAMA, <s>, </s>, none",
        "GEMMA, <bos>, <eos>, none",
        "GPT, none, <|endoftext|>, none"
      })
  void textsAreFramedAsTheFamilyFramesThem(SpecialSet set, String first, String last, String mask)
      throws IOException {
    for (Kind kind : Kind.values()) {
      Path at = folder.resolve(kind.name());
      TokenizerTrainer.train(
              TokenizerSettings.of(kind, 300, set),
              Stream.of("one text and another text", "another one"),
              Progress.SILENT)
          .write(at);
      try (var tokenizer = HfTokenizer.open(at)) {
        String text = "another text and one text and more of it";
        int[] ids = set.template(5).apply(tokenizer, text);
        assertThat(ids).hasSize(5); // the end is there although the text is cut
        assertThat(tokenizer.decode(new int[] {ids[4]})).isEqualTo(last);
        if (first == null) assertThat(ids[0]).isEqualTo(tokenizer.encode(text)[0]);
        else assertThat(tokenizer.decode(new int[] {ids[0]})).isEqualTo(first);
        var special = tokenizer.special();
        assertThat(Template.of(special, 5)).isEqualTo(set.template(5));
        assertThat(special.pad()).isPresent();
        assertThat(special.mask().isPresent()).isEqualTo(mask != null);
        if (mask != null) assertThat(special.mask()).isEqualTo(tokenizer.id(mask));
      }
    }
  }
}
