package org.denselab.data.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/** JSON objects, one a line. */
final class JsonLines {
  private JsonLines() {}

  /** What the lines say; the caller closes the stream. */
  static <T> Stream<Placed<T>> read(Path file, Function<JsonLine, T> parse) {
    return TextFile.filled(file)
        .map(JsonLine::parse)
        .map(json -> Placed.at(json.line(), parse.apply(json)));
  }

  static void write(Path file, Stream<ObjectNode> objects) throws IOException {
    TextFile.write(
        file,
        out -> {
          for (Iterator<ObjectNode> each = objects.iterator(); each.hasNext(); ) {
            out.write(Json.MAPPER.writeValueAsString(each.next()));
            out.write('\n');
          }
        });
  }
}
