package org.denselab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {
  private static final String HOSTILE = "<a href='x'>&\"\u0001";

  @Test
  void ticksAreRound() {
    Scale scale = Scale.round(0, .667, 0, 100, 5);
    assertThat(scale.ticks().stream().map(scale::label))
        .containsExactly(".0", ".2", ".4", ".6", ".8");
    assertThat(scale.at(.4)).isEqualTo(50);
    Scale steps = Scale.tight(3, 300, 0, 100, 6);
    assertThat(steps.ticks().stream().map(steps::label))
        .containsExactly("50", "100", "150", "200", "250", "300");
    Scale flat = Scale.round(2, 2, 0, 100, 4);
    assertThat(flat.at(2)).isFinite();
  }

  @Test
  void barsAreAsLongAsTheirValues() throws Exception {
    var panel = new BarChart.Panel(HOSTILE, "n = 1", Map.of("a", .2, "b", .4));
    Element svg =
        parse(
            new BarChart("nDCG@10", List.of("a", "b"), List.of("a"), Double::toString)
                .draw("title", List.of(panel)));
    var bars = svg.getElementsByTagName("rect");
    double a = Double.parseDouble(((Element) bars.item(0)).getAttribute("width"));
    double b = Double.parseDouble(((Element) bars.item(1)).getAttribute("width"));
    assertThat(b / a).isBetween(1.99, 2.01);
    assertThat(svg.getTextContent()).contains("<a href='x'>&\"");
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).contains("a 0.2, b 0.4");
  }

  @Test
  void linesSkipWhatIsNotANumberAndNamesDoNotMeet() throws Exception {
    double[] x = {1, 2, 3};
    Element svg =
        parse(
            LineChart.draw(
                "loss",
                LineChart.Over.measure("step"),
                "loss",
                List.of(
                    new LineChart.Line("one", x, new double[] {1, Double.NaN, 3}),
                    new LineChart.Line("two", x, new double[] {2, 2, 3}),
                    new LineChart.Line("none", new double[0], new double[0]))));
    var lines = svg.getElementsByTagName("polyline");
    assertThat(((Element) lines.item(0)).getAttribute("points").split(" ")).hasSize(2);
    var texts = svg.getElementsByTagName("text");
    double[] at =
        IntStream.range(0, texts.getLength())
            .mapToObj(i -> (Element) texts.item(i))
            .filter(t -> t.getTextContent().equals("one") || t.getTextContent().equals("two"))
            .mapToDouble(t -> Double.parseDouble(t.getAttribute("y")))
            .toArray();
    assertThat(Math.abs(at[0] - at[1])).isGreaterThanOrEqualTo(13.9);
  }

  @Test
  void shiftsAreCounted() throws Exception {
    var few =
        List.of(
            new ShiftChart.Shift("q1", .5),
            new ShiftChart.Shift("q2", -.25),
            new ShiftChart.Shift("q3", 0));
    Element svg = parse(ShiftChart.draw("t", "AP", few));
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(2);
    assertThat(svg.getTextContent()).contains("1 gained · 1 unchanged · 1 lost", "q2: -0.250");
    var many =
        IntStream.range(0, 1000).mapToObj(i -> new ShiftChart.Shift("q" + i, i - 300.0)).toList();
    Element large = parse(ShiftChart.draw("t", "AP", many));
    assertThat(large.getElementsByTagName("path").getLength()).isEqualTo(2);
    assertThat(large.getTextContent()).contains("699 gained · 1 unchanged · 300 lost");
  }

  @Test
  void ordersOfMagnitudeAreEvenlyApart() {
    var scale = new LogScale(4e5, 1.06e7, 0, 100);
    assertThat(scale.ticks().stream().map(scale::label))
        .containsExactly("500k", "1M", "2M", "5M", "10M");
    assertThat(scale.at(4e6) - scale.at(4e5))
        .isCloseTo(scale.at(1e7) - scale.at(1e6), within(1e-9));
    assertThat(new LogScale(.01, 1e5, 0, 1).ticks()).hasSize(8);
  }

  @Test
  void linesHaveBandsAndMarksAndAllTheirNumbers() throws Exception {
    double[] x = {1, 10, 100};
    double[] y = {.5, .6, .7};
    var line =
        new LineChart.Line(
            "a",
            x,
            y,
            new double[] {.4, .5, .6},
            new double[] {.6, .7, .8},
            List.of("", "*", ""),
            false);
    Chart chart =
        LineChart.draw("t", new LineChart.Over("n", List.of(), true), "acc", List.of(line));
    Element svg = parse(chart);
    String points = ((Element) svg.getElementsByTagName("polyline").item(0)).getAttribute("points");
    double[] at =
        Stream.of(points.split(" ", -1))
            .mapToDouble(p -> Double.parseDouble(p.split(",", -1)[0]))
            .toArray();
    assertThat(at[1] - at[0]).isCloseTo(at[2] - at[1], within(.11));
    assertThat(svg.getElementsByTagName("polygon").getLength()).isEqualTo(1);
    assertThat(chart.data().columns()).containsExactly("line", "n", "acc", "low", "high", "mark");
    assertThat(chart.data().rows()).contains(List.of("a", "10", "0.6", "0.5", "0.7", "*"));
    assertThat(chart.table().rows().get(1)).containsExactly("10", "0.6000 [0.5000, 0.7000] *");
  }

  @Test
  void whatOthersAreHeldAgainstIsDashedAndAlone() throws Exception {
    double[] x = {1, 10};
    double[] none = {};
    List<LineChart.Line> lines = new ArrayList<>();
    for (String name : List.of("a", "b", "bm25"))
      lines.add(
          new LineChart.Line(
              name, x, new double[] {.5, .6}, none, none, List.of(), name.equals("bm25")));
    var drawn =
        parse(LineChart.draw("t", new LineChart.Over("n", List.of(), true), "acc", lines))
            .getElementsByTagName("polyline");
    List<String> dashes = new ArrayList<>();
    for (int i = 0; i < 3; i++)
      dashes.add(((Element) drawn.item(i)).getAttribute("stroke-dasharray"));
    assertThat(dashes.subList(0, 2)).containsOnly("none");
    assertThat(dashes.getLast()).isNotEqualTo("none");
  }

  @Test
  void heatIsStrongerForLargerValuesAndSignsHaveTheirColour() throws Exception {
    var values = List.of(List.of(-.5, 0.0), List.of(Double.NaN, 1.0));
    var grid = new HeatGrid("r", "c", List.of("a", HOSTILE), List.of("x", "y"), values, true, "");
    Element svg = parse(HeatMap.draw("t", grid));
    var cells = svg.getElementsByTagName("rect");
    assertThat(((Element) cells.item(0)).getAttribute("fill")).contains("--loss");
    assertThat(((Element) cells.item(3)).getAttribute("fill")).contains("--gain");
    assertThat(List.of(opacity(cells, 0), opacity(cells, 1), opacity(cells, 2), opacity(cells, 3)))
        .satisfies(o -> assertThat(o.get(3)).isGreaterThan(o.get(0)))
        .satisfies(o -> assertThat(o.get(1)).isZero())
        .satisfies(o -> assertThat(o.get(2)).isZero());
    assertThat(svg.getTextContent()).contains("−.50", "+1.00", "–");
  }

  private static double opacity(NodeList cells, int index) {
    return Double.parseDouble("0" + ((Element) cells.item(index)).getAttribute("fill-opacity"));
  }

  @Test
  void pointsShareOneScaleAndAreThinned() throws Exception {
    double[] x = IntStream.range(0, 20_000).mapToDouble(i -> i).toArray();
    Chart chart =
        PointsChart.draw(
            "t",
            "u",
            "v",
            List.of(
                new PointsChart.Cloud("left", "q", x, x),
                new PointsChart.Cloud("right", "q", new double[] {0}, new double[] {0})));
    Element svg = parse(chart);
    var paths = svg.getElementsByTagName("path");
    String first = ((Element) paths.item(1)).getAttribute("d").split("h0", 2)[0];
    assertThat(((Element) paths.item(2)).getAttribute("d")).isEqualTo(first + "h0");
    assertThat(chart.caption()).isEqualTo("One point of 3 is drawn.");
    assertThat(chart.data().rows()).hasSize(20_001);
  }

  private static Element parse(Chart chart) throws Exception {
    byte[] bytes = chart.svg().getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes))
        .getDocumentElement();
  }
}
