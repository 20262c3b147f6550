/**
 * The schema model: records, sealed interfaces and their annotations read as fields, kinds and
 * types, and values bound to them with every problem found. Entry type: {@code Schema}. Knows no
 * section of a study.
 */
package org.denselab.dsl.schema;
