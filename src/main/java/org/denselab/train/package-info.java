/**
 * Training: batches, losses, optimizers, schedules, the loop, checkpoints. Entry type: {@link
 * org.denselab.train.Trainer}. A run depends on its settings, data and seed only, not on the number
 * of threads; what it needs to go on exactly is its parameters, its optimizer's moments, the step
 * and the cursors of its data. Must not know Lucene or YAML.
 */
package org.denselab.train;
