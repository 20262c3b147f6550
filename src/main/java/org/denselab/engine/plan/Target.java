package org.denselab.engine.plan;

/**
 * Where a gradient goes.
 *
 * @param add whether it is added to what others have put there
 */
record Target(Buffer buffer, boolean add) {}
