/**
 * A study as a graph of stages with content keys: planning, the store, the scheduler, and what came
 * out. Entry types: {@code StudyPlan} and {@link org.denselab.study.Scheduler}. Stages take and
 * give folders and keys only. Must not know how a stage works inside: that is {@code study.stage}.
 */
package org.denselab.study;
