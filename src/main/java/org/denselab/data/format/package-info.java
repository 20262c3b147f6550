/**
 * Readers and writers of the formats that other retrieval tools use, one class a format, each plain
 * or gzipped. Entry type: {@link org.denselab.data.format.Formats}, which tells what a path holds.
 * Everything is streamed, every refusal names file and line. Must not know where collections come
 * from.
 */
package org.denselab.data.format;
