/**
 * What training tells, in formats that Deeplearning4j's own tools read. Knows files and numbers; it
 * must not know who trains what.
 */
package org.denselab.dl4j;
