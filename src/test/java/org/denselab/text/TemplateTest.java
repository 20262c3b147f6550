package org.denselab.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.SplittableRandom;
import org.denselab.base.BadInput;
import org.denselab.text.Template.First;
import org.denselab.text.Template.Last;
import org.denselab.text.Template.Truncate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private final Tokenizer characters = new CharTokenizer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8 | RIGHT | abcdef | [CLS]abcdef[SEP] | false",
        "8 | LEFT | abcdef | [CLS]abcdef[SEP] | false",
        "7 | RIGHT | abcdef | [CLS]abcde[SEP] | true",
        "7 | LEFT | abcdef | [CLS]bcdef[SEP] | true",
        "3 | RIGHT | abcdef | [CLS]a[SEP] | true",
        "3 | LEFT | abcdef | [CLS]f[SEP] | true",
        "8 | RIGHT | '' | [CLS][SEP] | false",
      })
  void cutsToTheExactLength(int length, Truncate side, String text, String shown, boolean cut) {
    TokenizedText result =
        Template.bert(length).withTruncate(side).bind(characters).apply(text.replace("'", ""));
    assertThat(characters.decode(result.ids())).isEqualTo(shown);
    assertThat(result.cut()).isEqualTo(cut);
  }

  @Test
  void orderIsFirstInstructionPrefixTextSuffixLast() {
    Template template =
        Template.bosEos(100).withPrefix("q:").withInstruction("Find it. ").withSuffix("?");
    assertThat(show(template, "text")).isEqualTo("<s>Find it. q:text?</s>");
  }

  @Test
  void onlyTheTextIsCut() {
    Template template = Template.bosEos(8).withPrefix("q:").withSuffix("?");
    assertThat(show(template, "abcdef")).isEqualTo("<s>q:abc?</s>");
    assertThat(show(template.withTruncate(Truncate.LEFT), "abcdef")).isEqualTo("<s>q:def?</s>");
  }

  @Test
  void instructionDoesNotCountAgainstTheLength() {
    Template template = Template.eos(4).withInstruction("Find it. ");
    assertThat(show(template, "abcdef")).isEqualTo("Find it. abc</s>");
    assertThat(show(template.withTruncate(Truncate.LEFT), "abcdef")).isEqualTo("Find it. def</s>");
    assertThat(template.bind(characters).apply("abc").cut()).isFalse();
  }

  /** For any template and text: the length is exact, and what must stay stays. */
  @Test
  void nothingButTextIsEverLost() {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      String prefix = "p".repeat(random.nextInt(4));
      String instruction = "i".repeat(random.nextInt(4));
      String suffix = "s".repeat(random.nextInt(4));
      int maxLength = 3 + prefix.length() + suffix.length() + random.nextInt(12);
      var truncate = random.nextBoolean() ? Truncate.LEFT : Truncate.RIGHT;
      Template template =
          new Template(instruction, prefix, suffix, First.BOS, Last.EOS, maxLength, truncate);
      String text = "t".repeat(random.nextInt(20));
      TokenizedText result = template.bind(characters).apply(text);
      int room = maxLength - 2 - prefix.length() - suffix.length();
      String kept = "t".repeat(Math.min(room, text.length()));
      assertThat(characters.decode(result.ids()))
          .as("seed %d, %s", seed, template)
          .isEqualTo("<s>" + instruction + prefix + kept + suffix + "</s>");
      assertThat(result.cut()).isEqualTo(text.length() > room);
    }
  }

  @ParameterizedTest
  @CsvSource({"RIGHT, abc, 8", "LEFT, def, 8", "RIGHT, abcdef, 11", "LEFT, abcdef, 11"})
  void whatIsReadOfATextIsWhatItsTokensSay(Truncate side, String read, int length) {
    var bound =
        Template.bosEos(length)
            .withInstruction("Find. ")
            .withPrefix("q:")
            .withSuffix("?")
            .withTruncate(side)
            .bind(characters);
    assertThat(bound.read("abcdef")).isEqualTo(read);
    assertThat(characters.decode(bound.apply("abcdef").ids()))
        .isEqualTo("<s>Find. q:" + read + "?</s>");
  }

  /** As sentence-transformers: with the special token before them, and not where there is none. */
  @Test
  void aMeanMayLeaveOutWhatStandsBeforeTheText() {
    Template plain = Template.bert(12);
    Template asked = plain.withInstruction("Find. ").withPrefix("q:");
    assertThat(pooledFrom(asked, "abc")).isZero();
    assertThat(pooledFrom(asked.withPoolInstruction(false), "abc")).isEqualTo(9);
    assertThat(pooledFrom(asked.withPoolInstruction(false), "abcdefghijklmnop")).isEqualTo(9);
    Template left = asked.withPoolInstruction(false).withTruncate(Truncate.LEFT);
    assertThat(pooledFrom(left, "abcdefghijklmnop")).isEqualTo(9);
    assertThat(pooledFrom(plain.withPrefix("q:").withPoolInstruction(false), "abc")).isEqualTo(3);
    assertThat(pooledFrom(plain.withPoolInstruction(false), "abc")).isZero();
    Template bare = asked.withPoolInstruction(false);
    assertThat(bare.bind(characters).apply("").ids()).hasSize(10);
    assertThat(pooledFrom(bare, "")).isEqualTo(9); // [SEP], the only token that is left
    assertThat(bare.withPoolInstruction(true)).isEqualTo(asked);
    assertThat(bare.toString())
        .isEqualTo(asked.toString().replace("]", ", poolInstruction=false]"));
  }

  private int pooledFrom(Template template, String text) {
    return template.bind(characters).apply(text).pooledFrom();
  }

  @Test
  void refusesWhatCannotWork() {
    assertThatThrownBy(() -> Template.bosEos(4).withPrefix("q:").bind(characters))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("must be at least 5");
    assertThatThrownBy(() -> Template.bert(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void batchesKeepTheirOrder() {
    var texts = List.of("a", "bb", "ccccc", "");
    var all = Template.bert(5).bind(characters).applyAll(texts);
    assertThat(all).extracting(TokenizedText::length).containsExactly(3, 4, 5, 2);
    assertThat(all).extracting(TokenizedText::cut).containsExactly(false, false, true, false);
  }

  @Test
  void jsonFormIsStable() throws JsonProcessingException {
    var json = new JsonMapper();
    Template template = Template.bosEos(64).withPrefix("query: ").withTruncate(Truncate.LEFT);
    String written = json.writeValueAsString(template);
    assertThat(written)
        .isEqualTo(
            "{\"instruction\":\"\",\"prefix\":\"query: \",\"suffix\":\"\",\"first\":\"bos\","
                + "\"last\":\"eos\",\"max_length\":64,\"truncate\":\"left\"}");
    assertThat(json.readValue(written, Template.class)).isEqualTo(template);
    assertThatThrownBy(() -> json.readValue("{\"prefix\":\"\"}", Template.class))
        .hasMessageContaining("instruction");
  }

  private String show(Template template, String text) {
    return characters.decode(template.apply(characters, text));
  }
}
