package org.denselab.data.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.denselab.base.BadInput;

/** The objects of one JSON array, one in memory at a time; or objects that follow each other. */
final class JsonArray extends Spliterators.AbstractSpliterator<JsonLine> {
  private static final ObjectReader READER =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final JsonParser parser;
  private boolean begun;
  private boolean array;

  private JsonArray(Path file) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.file = file;
    try {
      // a fresh decoder reports malformed bytes
      parser =
          Json.MAPPER.createParser(
              new InputStreamReader(TextFile.open(file), StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      throw TextFile.unreadable(file, 1, e);
    }
  }

  /** The objects, each with the line that it begins in; the caller closes the stream. */
  static Stream<JsonLine> read(Path file) {
    var objects = new JsonArray(file);
    return StreamSupport.stream(objects, false).onClose(objects::close);
  }

  static void write(Path file, Stream<ObjectNode> objects) throws IOException {
    TextFile.write(
        file,
        out -> {
          out.write('[');
          String before = "\n";
          for (Iterator<ObjectNode> each = objects.iterator(); each.hasNext(); before = ",\n") {
            out.write(before);
            out.write(Json.MAPPER.writeValueAsString(each.next()));
          }
          out.write("\n]\n");
        });
  }

  @Override
  public boolean tryAdvance(Consumer<? super JsonLine> action) {
    JsonLine next = next();
    if (next != null) action.accept(next);
    return next != null;
  }

  private JsonLine next() {
    try {
      JsonToken token = parser.nextToken();
      if (!begun && token == JsonToken.START_ARRAY) {
        array = true;
        token = parser.nextToken();
      }
      begun = true;
      if (array && token == JsonToken.END_ARRAY) {
        token = parser.nextToken();
        if (token != null) throw here().error("there is more after the end of the array");
      }
      if (token == null) return null;
      Line line = here();
      JsonNode node = READER.readTree(parser);
      if (node.isObject()) return new JsonLine(line, node);
      throw line.error("expected a JSON object, found " + node.getNodeType());
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw new BadInput(file + place + ": " + Json.complaint(e), e);
    } catch (CharacterCodingException e) {
      throw new BadInput(here().place() + ": at or after this line the text is not UTF-8", e);
    } catch (IOException e) {
      throw TextFile.unreadable(file, parser.currentLocation().getLineNr(), e);
    }
  }

  private Line here() {
    return new Line(file, parser.currentTokenLocation().getLineNr(), "");
  }

  private void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
