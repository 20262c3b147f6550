/**
 * What differences may claim: paired tests, intervals from resamples over seeds and queries,
 * slopes, equivalence. Entry types: {@link org.denselab.eval.significance.Claim} and {@link
 * org.denselab.eval.significance.PairedTest}. Seed x query cells are never taken for independent;
 * draws come from named streams, so the same numbers give the same intervals. Which test answers
 * what, and how often each is wrong, is in docs/statistics.md. Must know no runs and no judgments.
 */
package org.denselab.eval.significance;
