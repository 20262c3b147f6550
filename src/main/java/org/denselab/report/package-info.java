/**
 * What a study ends with. {@link org.denselab.report.Report#write} turns a {@code StudyResult} into
 * one self-contained HTML page, Markdown, CSV and JSON; {@link org.denselab.report.TerminalTable}
 * into lines for the terminal. Every sentence about the outcome is computed from numbers ({@link
 * org.denselab.report.Answer}); text from data is always escaped; the page never asks the network.
 * Knows nothing of how the numbers were made. A section of the page is a line in {@link
 * org.denselab.report.PageSection} and a template of its own.
 */
package org.denselab.report;
