package org.denselab.engine.plan;

/**
 * A place in memory that steps read and write; different buffers may share memory at different
 * times.
 *
 * @param id its number among the plan's buffers
 */
record Buffer(int id, String name, Extent extent) {}
