/**
 * The kinds of stage, a class each: what goes into its key, and the one call into the room that
 * does the work. Entry type: any class here, by its {@code of}. Raise a class's {@code VERSION}
 * whenever the code behind it changes what it writes.
 */
package org.denselab.study.stage;
