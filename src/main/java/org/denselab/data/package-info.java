/**
 * Collections, queries, judgments, pairs, runs: readers, writers, and the bundled Atlas collection.
 * Entry type: {@link org.denselab.data.Dataset}. Passages are streamed, ids are unique, order is
 * fixed. Must not know tokens.
 */
package org.denselab.data;
