package org.denselab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.denselab.backbone.Families;
import org.denselab.engine.GoldenFolder;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of {@code docs/backbones.md}: a family has a yes where the tests of the column take a
 * folder of it, by the very source that JUnit runs them with; if one failed, so would the build. A
 * family without such a folder fails here.
 */
class FamilyTableTest {
  private static final Path FILE = Path.of("docs/backbones.md");

  /** A parameterised test, by its class below {@code org.denselab} and its method. */
  private record Check(String test, String method) {
    /** The folders that it is run with. */
    List<GoldenFolder> folders() throws ReflectiveOperationException {
      Class<?> type = Class.forName("org.denselab." + test);
      Method found =
          Arrays.stream(type.getDeclaredMethods())
              .filter(each -> each.getName().equals(method))
              .findFirst()
              .orElseThrow(() -> new AssertionError(this + " is no test"));
      assertThat(found.isAnnotationPresent(ParameterizedTest.class)).as(toString()).isTrue();
      assertThat(found.isAnnotationPresent(Disabled.class)).as(toString()).isFalse();
      String source = found.getAnnotation(MethodSource.class).value()[0];
      int at = source.indexOf('#');
      Class<?> owner = at < 0 ? type : Class.forName(source.substring(0, at));
      Method factory = owner.getDeclaredMethod(source.substring(at + 1));
      factory.setAccessible(true);
      try (Stream<?> all = (Stream<?>) factory.invoke(null)) {
        return all.map(each -> each instanceof Arguments a ? a.get()[0] : each)
            .map(GoldenFolder.class::cast)
            .toList();
      }
    }

    Set<String> families() throws ReflectiveOperationException {
      return folders().stream()
          .map(GoldenFolder::family)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
      return test + "." + method;
    }
  }

  private record Column(String title, List<Check> checks) {
    static Column of(String title, String... checks) {
      return new Column(
          title,
          Arrays.stream(checks)
              .map(check -> check.split("#", -1))
              .map(parts -> new Check(parts[0], parts[1]))
              .toList());
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          Column.of(
              "forward",
              "engine.GoldenParityTest#hiddenStatesOfEveryLayer",
              "engine.GoldenParityTest#pooledVectorsAndEmbeddings"),
          Column.of(
              "gradients",
              "engine.GoldenParityTest#lossAndGradientsOfEveryParameter",
              "engine.GoldenTrainingTest#fiveAdamWStepsOfFullFineTuning"),
          Column.of(
              "LoRA",
              "engine.GoldenTrainingTest#loraForwardAndGradients",
              "engine.GoldenTrainingTest#loraBesideAndMerged",
              "engine.GoldenTrainingTest#fiveAdamWStepsOfLora"),
          Column.of(
              "bf16",
              "engine.HalfStorageTest#aCopyInHalves",
              "engine.plan.FamiliesBf16Test#productsOfBf16StayCloseToFp32"),
          Column.of(
              "from scratch", "train.FamiliesPredictTest#lossesFallAndAreTheSameOnBothEngines"),
          Column.of("long", "study.LongEvaluationTest#textsOf8192TokensAreEmbedded"));

  private static final Check REFUSED =
      new Check("study.LongEvaluationTest", "pastItsPositionsAFamilyIsRefused");

  @Test
  void theTableIsThatOfTheTests() throws ReflectiveOperationException, IOException {
    assumeThat(System.getProperty("golden", GoldenFolder.BUNDLED.toString()))
        .as("-Dgolden names other folders")
        .isEqualTo(GoldenFolder.BUNDLED.toString());
    var lines = new ArrayList<String>();
    lines.add(row("`model_type`", titles(), "values of"));
    lines.add("| --- ".repeat(COLUMNS.size() + 2) + "|");
    for (String family : Families.names()) {
      var cells = new ArrayList<String>();
      for (Column column : COLUMNS) cells.add(cell(family, column));
      lines.add(row("`" + family + "`", cells, folders(family)));
    }
    lines.add("");
    for (Column column : COLUMNS)
      lines.add(
          "- *"
              + column.title()
              + "*: "
              + column.checks().stream()
                  .map(check -> "`" + check + "`")
                  .collect(Collectors.joining(", ")));
    lines.add("- *no* in the last column: `" + REFUSED + "`");
    GeneratedDocs.check(FILE, "families", String.join("\n", lines));
  }

  private static List<String> titles() {
    return COLUMNS.stream().map(Column::title).toList();
  }

  private static String cell(String family, Column column) throws ReflectiveOperationException {
    boolean all = true;
    for (Check check : column.checks()) all &= check.families().contains(family);
    if (all) return "yes";
    boolean refused = column.title().equals("long") && REFUSED.families().contains(family);
    assertThat(refused)
        .as(
            "%s of family %s is tried by no test: put a folder with its values into %s",
            column.title(), family, GoldenFolder.BUNDLED)
        .isTrue();
    boolean window = golden(family).getFirst().config().json().containsKey("sliding_window");
    return window ? "no: ends at its window" : "no: its position table ends";
  }

  private static List<GoldenFolder> golden(String family) {
    return GoldenFolder.families().filter(folder -> folder.family().equals(family)).toList();
  }

  /** Where a family's values are those of another, of that. */
  private static String folders(String family) {
    return golden(family).stream()
        .map(
            folder ->
                folder.values().equals(folder.path())
                    ? "`" + folder + "`"
                    : "`" + folder.values().getFileName() + "`, as it computes the same")
        .collect(Collectors.joining(", "));
  }

  private static String row(String first, List<String> cells, String last) {
    return "| " + first + " | " + String.join(" | ", cells) + " | " + last + " |";
  }
}
