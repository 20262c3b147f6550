package org.denselab.report.chart;

/**
 * A finished drawing.
 *
 * @param title what it shows, in a few words
 * @param caption what a reader must know beside the title; may be empty
 * @param description the same for who cannot see it, with the numbers that matter
 * @param svg a whole {@code <svg>} element, all text escaped
 * @param table the same in numbers, as a reader wants them
 * @param data all numbers in full, one row a point
 */
public record Chart(
    String title,
    String caption,
    String description,
    String svg,
    ChartTable table,
    ChartTable data) {
  /** A drawing that its title explains. */
  public Chart(String title, String description, String svg, ChartTable table, ChartTable data) {
    this(title, "", description, svg, table, data);
  }

  /** With {@code text} before what the drawing says of itself. */
  public Chart withCaption(String text) {
    String both = (sentence(text) + " " + caption).strip();
    return new Chart(title, both, description, svg, table, data);
  }

  private static String sentence(String text) {
    return text.isEmpty() || text.endsWith(".") ? text : text + ".";
  }
}
