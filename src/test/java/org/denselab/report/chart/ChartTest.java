package org.denselab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

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
                "step",
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

  private static Element parse(Chart chart) throws Exception {
    byte[] bytes = chart.svg().getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes))
        .getDocumentElement();
  }
}
