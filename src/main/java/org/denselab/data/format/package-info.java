/**
 * Readers and writers of the formats that other retrieval tools use: BEIR folders, TREC runs and
 * judgments, training records, triples, scored pairs, plain text; each plain or gzipped. Entry
 * type: {@link org.denselab.data.format.BeirFolder}. Every refusal names file and line. Must not
 * know where collections come from.
 */
package org.denselab.data.format;
