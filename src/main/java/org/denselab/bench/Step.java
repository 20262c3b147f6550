package org.denselab.bench;

/**
 * One step of an arm.
 *
 * @param millis by the clock
 * @param cpuMillis of all threads of its process
 * @param heapBytes allocated on the heap
 */
record Step(double millis, double cpuMillis, long heapBytes) {}
