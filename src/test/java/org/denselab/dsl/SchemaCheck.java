package org.denselab.dsl;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.denselab.dsl.yaml.Node;
import org.denselab.dsl.yaml.Position;
import org.denselab.dsl.yaml.Problems;
import org.denselab.dsl.yaml.YamlReader;

/** What an editor says of a YAML file: it knows one JSON Schema, and no other file. */
record SchemaCheck(com.networknt.schema.JsonSchema schema) {
  static SchemaCheck of(Path schema) {
    var location = SchemaLocation.of(schema.toAbsolutePath().toUri().toString());
    var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    return new SchemaCheck(factory.getSchema(location));
  }

  /** What is wrong; what is no YAML is. */
  List<String> problems(String yaml) {
    var problems = new Problems();
    Optional<Node> tree = YamlReader.read(yaml, new Position("f", 1, 1), 0, problems);
    if (tree.isEmpty() || !problems.isEmpty())
      return problems.all().stream().map(Object::toString).toList();
    return schema.validate(YamlJson.of(tree.get())).stream()
        .map(ValidationMessage::toString)
        .toList();
  }
}
