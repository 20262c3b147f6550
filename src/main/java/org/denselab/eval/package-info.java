/**
 * Effectiveness: one file a measure, the scoring of runs against judgments, significance. Entry
 * types: {@link org.denselab.eval.Metric} and {@link org.denselab.eval.Evaluation}. Values equal
 * trec_eval's to the printed digit: hits are ordered by score as a 32-bit float, then by passage id
 * descending, whatever their order in the run. Per-query values come first, aggregates second.
 * Differences are judged by a {@link org.denselab.eval.Claim} from resamples over seeds and
 * queries; which test answers what is in docs/statistics.md. Must know nothing but {@code data}.
 */
package org.denselab.eval;
