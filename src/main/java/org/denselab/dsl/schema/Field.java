package org.denselab.dsl.schema;

import java.util.Optional;

/**
 * A key of a section.
 *
 * @param value what is taken where the key is not written, as YAML; empty where it must be written
 * @param inline its own keys stand among those of the section
 * @param inherits path of the section beneath it
 */
public record Field(
    String key,
    Type type,
    String doc,
    Optional<String> value,
    boolean inline,
    Optional<String> inherits) {}
