/**
 * From YAML to validated records. Entry type: {@code StudyLoader}, whose {@code load(Path file,
 * String set)} gives a {@link org.denselab.dsl.ResolvedStudy}; a record's components are the keys
 * of the YAML in camel case, its annotations are the schema. Invariant: a {@link
 * org.denselab.dsl.Study} exists only when every problem of its file is gone. Must not know graphs,
 * data or Lucene: what depends on them is checked later, at a position that {@link
 * org.denselab.dsl.StudyCell} tells.
 */
package org.denselab.dsl;
