package org.denselab.report.chart;

/**
 * A finished drawing.
 *
 * @param title what it shows, in a few words
 * @param description the same for who cannot see it, with the numbers that matter
 * @param svg a whole {@code <svg>} element, all text escaped
 * @param table the same in numbers
 */
public record Chart(String title, String description, String svg, ChartTable table) {}
