/**
 * Deeplearning4j's training UI over logs of runs. Compiled in the profile {@code ui} only, as its
 * libraries are large and old.
 */
package org.denselab.ui;
