/**
 * Trees of YAML that know where each value was written: read, merged, written. Entry type: {@code
 * YamlReader}. No tag constructs an object. Knows no schema.
 */
package org.denselab.dsl.yaml;
