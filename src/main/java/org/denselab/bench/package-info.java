/**
 * Measures training steps, encoding and bare products. Entry types: {@link
 * org.denselab.bench.Sitting} and, within the processes that it starts, {@link
 * org.denselab.bench.Measuring}. What is compared takes turns step by step, each in a process of
 * its own, so that neither memory nor the compiler's profile is shared. Must not know studies'
 * stages.
 */
package org.denselab.bench;
