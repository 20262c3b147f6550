package org.denselab.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.text.HfTokenizer;
import org.denselab.text.SpecialTokens;
import org.denselab.text.Template;
import org.denselab.text.TokenizerSource;

/**
 * A tokenizer that adds the special tokens of a model's templates by itself. Here they come from
 * the template alone; others leave them to the {@code post_processor} of {@code tokenizer.json},
 * which often forgets a decoder's EOS.
 */
record FramedTokenizer(HfTokenizer tokenizer, String json) implements AutoCloseable {
  static final String FILE = "tokenizer.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBE = "a";

  /**
   * The model's own where it does so already.
   *
   * @throws BadInput where queries and passages have other special tokens
   */
  static FramedTokenizer of(Model model) throws IOException {
    Template template = model.query();
    if (template.first() != model.passage().first() || template.last() != model.passage().last())
      throw new BadInput("queries and passages have other special tokens; no tokenizer says that");
    String json = model.files().get(FILE);
    var own = open(model, json);
    int[] before = first(template, own.special()).stream().toArray();
    int[] after = last(template, own.special()).stream().toArray();
    int[] framed =
        Stream.of(before, own.encode(PROBE), after).flatMapToInt(IntStream::of).toArray();
    if (Arrays.equals(own.encodeFramed(PROBE), framed)) return new FramedTokenizer(own, json);
    own.close();
    String other = withProcessor(json, before, after);
    return new FramedTokenizer(open(model, other), other);
  }

  private static HfTokenizer open(Model model, String json) throws IOException {
    var folder = model.origin().orElseThrow().folder();
    return HfTokenizer.of(new TokenizerSource(folder.resolve(FILE), json), folder);
  }

  private static OptionalInt first(Template template, SpecialTokens special) {
    return switch (template.first()) {
      case NONE -> OptionalInt.empty();
      case CLS -> special.cls();
      case BOS -> special.bos();
    };
  }

  private static OptionalInt last(Template template, SpecialTokens special) {
    return switch (template.last()) {
      case NONE -> OptionalInt.empty();
      case SEP -> special.sep();
      case EOS -> special.eos();
    };
  }

  private static String withProcessor(String json, int[] before, int[] after) {
    try {
      var root = (ObjectNode) JSON.readTree(json);
      ObjectNode processor = root.putObject("post_processor").put("type", "TemplateProcessing");
      ObjectNode tokens = JSON.createObjectNode();
      ArrayNode single = processor.putArray("single");
      ArrayNode pair = processor.putArray("pair");
      for (String part : new String[] {"A", "B"}) {
        int type = part.equals("A") ? 0 : 1;
        for (ArrayNode list : type == 0 ? new ArrayNode[] {single, pair} : new ArrayNode[] {pair}) {
          if (type == 0) special(root, list, before, tokens);
          list.addObject().putObject("Sequence").put("id", part).put("type_id", type);
          special(root, list, after, tokens);
        }
      }
      processor.set("special_tokens", tokens);
      return JSON.writeValueAsString(root) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException("the tokenizer was read before", e);
    }
  }

  private static void special(ObjectNode root, ArrayNode into, int[] ids, ObjectNode tokens) {
    for (int id : ids) {
      String token = token(root, id);
      into.addObject().putObject("SpecialToken").put("id", token).put("type_id", 0);
      ObjectNode described = tokens.putObject(token).put("id", token);
      described.putArray("ids").add(id);
      described.putArray("tokens").add(token);
    }
  }

  private static String token(ObjectNode tokenizer, int id) {
    for (JsonNode added : tokenizer.path("added_tokens"))
      if (added.path("id").intValue() == id) return added.path("content").asText();
    throw new BadInput("token " + id + " is not among the tokenizer's added_tokens");
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
