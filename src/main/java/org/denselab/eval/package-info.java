/**
 * Effectiveness: one file a measure, the scoring of runs against judgments. Entry types: {@link
 * org.denselab.eval.Metric} and {@link org.denselab.eval.Evaluation}. Values equal trec_eval's to
 * the printed digit: hits are ordered by score as a 32-bit float, then by passage id descending,
 * whatever their order in the run. Per-query values come first, aggregates second. Whether
 * differences mean anything is judged in {@code eval.significance}. Must know nothing but {@code
 * data}.
 */
package org.denselab.eval;
