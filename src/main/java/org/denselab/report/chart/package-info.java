/**
 * Three charts as static SVG: {@link org.denselab.report.chart.BarChart}, {@link
 * org.denselab.report.chart.LineChart}, {@link org.denselab.report.chart.ShiftChart}. Drawn here
 * and not by a script in the page, so that they print, need no network, read aloud by their title
 * and description, and stand in a paper as they are. Colours are CSS variables of the page with
 * fallbacks for a file that stands alone. Knows numbers and names only, nothing of studies.
 */
package org.denselab.report.chart;
