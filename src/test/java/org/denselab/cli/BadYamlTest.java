package org.denselab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Studies that are hostile or broken as YAML. What a study may not say, BadStudiesTest has. */
class BadYamlTest {
  private static final String SMALL =
      """
      study: small
      tasks:
        - {name: search, data: atlas/search, metric: nDCG@10}
      evaluate: {retrievers: [bm25]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("cases")
  void isRefused(Refusal bad) throws IOException {
    bad.check(folder);
  }

  static Stream<Refusal> cases() {
    return Stream.of(
        more(
            "a tag that runs code",
            "question: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://localhost\"]]",
            "s.yaml:5:11: tag \"!!javax.script.ScriptEngineManager\" is not allowed"),
        more("a tag of one's own", "question: !exec whoami", "5:11: tag \"!exec\" is not allowed"),
        more("a binary tag", "question: !!binary aGk=", "tag \"!!binary\" is not allowed"),
        whole("an alias bomb", bomb(9), "s.yaml:", "aliases"),
        whole("a wide alias bomb", wideBomb(), "s.yaml:", "aliases grow to more than 20000 values"),
        more("an anchor that holds itself", "report: &a {delta: *a}", "s.yaml:5:", "holds itself"),
        more("an alias to nothing", "question: *b", "s.yaml:5:11", "undefined alias b"),
        more("a huge value", "question: " + "a".repeat(2 << 20), "s.yaml", "larger than 1 MB"),
        whole("deep lists", "a: " + "[".repeat(5000), "s.yaml:1:1: it is nested deeper than 50"),
        whole("deep maps", "a: " + "{a: ".repeat(5000), "s.yaml:1:1: it is nested deeper than 50"),
        whole("deep blocks", deep(), "s.yaml:1:1: it is nested deeper than 50"),
        more("a key twice", "study: other", "s.yaml:5:1", "\"study\" is already given on line 1"),
        more("a tab", "train:\n\tsteps: 5", "s.yaml:6:1", "a tab cannot indent"),
        whole("NUL", SMALL + "question: a\0b", "s.yaml:5:12", "U+0000 is not allowed"),
        raw("not UTF-8", latin(), "s.yaml:5:11", "not UTF-8"),
        raw("UTF-16", SMALL.getBytes(StandardCharsets.UTF_16), "s.yaml", "UTF-16", "UTF-8"),
        whole("nothing", "", "s.yaml:1:1: there is nothing in it"),
        whole("comments only", "# nothing\n", "s.yaml:1:1: there is nothing in it"),
        whole("null", "~", "s.yaml:1:1", "must be a map of keys"),
        whole("a list", "- a\n- b\n", "s.yaml:1:1: must be a map of keys, but is a list"),
        whole("text", "hello", "s.yaml:1:1: must be a map of keys, but is \"hello\""),
        whole("two documents", SMALL + "---\n" + SMALL, "s.yaml:5:1", "a file holds one"),
        more("a merge key", "train:\n  <<: {steps: 5}", "s.yaml:6:3: \"<<\" is not supported"),
        more("a key that is a list", "? [a, b]\n: c", "s.yaml:5:3: a key must be a word"),
        more("an open bracket", "seeds: [1, 2", "s.yaml:", "not YAML"),
        more("an open quote", "question: \"why", "s.yaml:", "not YAML"),
        more("no colon", "question", "s.yaml:", "not YAML"),
        more("bad indentation", " question: why", "s.yaml:5:2", "not YAML"),
        more("a reference in braces", "train: {lr: ${train.x}}", "in quotes"),
        more("a directive", "%YAML 9.9", "s.yaml:5:", "not YAML"),
        more("a huge number", "train: {lr: 1e999}", "5:13: train.lr must be"),
        more("not a number", "train: {lr: .nan}", "5:13: train.lr must be"),
        more("an octal", "seeds: [010]", "5:9: an item of seeds must be a whole number"),
        more("hexadecimal", "train: {steps: 0x10}", "must be a whole number of at least 1"),
        more("past int", "train: {steps: 3000000000}", "at most 2147483647", "3000000000"),
        more("past long", "seeds: [99999999999999999999]", "at most 999999999999999999"),
        more("a date", "train: {steps: 2024-01-01}", "must be a whole number", "2024-01-01"),
        more("a sexagesimal", "train: {steps: 1:30}", "must be a whole number", "1:30"),
        more("yes", "report: {texts: yes}", "report.texts must be true or false, but is \"yes\""),
        more(
            "a misspelt key",
            "trian: {steps: 5}",
            "5:1: unknown key \"trian\"; did you mean \"train\"?"),
        more("a misspelt inner key", "train: {stepps: 5}", "did you mean \"steps\"?"),
        more("a key of a megabyte", "x".repeat(900_000) + ": 1", "not YAML: expected"),
        more("terminal codes", "\"\\e[31mred\": 1", "unknown key"),
        more("null", "train:", "train has no value"),
        more("a reference to nothing", "question: ${train.stps}", "refers to nothing", "steps"),
        more(
            "a circle",
            "question: ${settings.a}\nsettings: {a: \"${settings.b}\", b: \"${settings.a}\"}",
            "refers to itself: settings.a -> settings.b -> settings.a"),
        more("itself", "question: ${question}", "5:11: ${question} refers to itself"),
        more(
            "extends nothing",
            "extends: recipes/contrastiv",
            "5:10",
            "did you mean \"recipes/contrastive\"?"),
        more(
            "extends outside",
            "extends: ../../etc/passwd",
            "5:10: no file \"../../etc/passwd\" in"),
        more("extends absolutely", "extends: /etc/passwd", "5:10: no file \"/etc/passwd\" in"),
        more("extends a list", "extends: [a]", "5:10: extends must be the name of a file of dsl/"),
        more("a preset outside", "backbone: {preset: ../../x}", "5:20: no file \"../../x\" in"),
        more("a sweep of nothing", "sweep: {train.lrr: [1]}", "did you mean \"lr\"?"),
        more("a sweep of one value", "sweep: {train.lr: 1}", "must be a list of values, but is 1"),
        more("an empty sweep", "sweep: {train.lr: []}", "5:19: sweep of train.lr has no values"),
        more("a sweep too large", hugeSweep(), "sweep has more than 1000 cells"),
        more(
            "exclude leaves nothing",
            "sweep: {train.lr: [0.1]}\nexclude: [{train.lr: 0.1}]",
            "6:10: exclude leaves no cell"),
        more(
            "a swept path twice below",
            "sweep: {train: [{steps: 1}], train.steps: [2]}",
            "holds it"),
        expect(
            "no such task", "task: serach", "no task is called serach; did you mean \"search\"?"),
        expect(
            "no such metric",
            "metric: nDGC@10",
            "no metric is called nDGC; did you mean \"nDCG\"?"),
        expect(
            "a metric not evaluated", "metric: nDCG@5", "nDCG@5 of task search is not evaluated"),
        expect(
            "above what nDCG reaches",
            "at_least: 1.5",
            "at_least 1.5: nDCG@10 lies between 0 and 1"),
        expect("below what nDCG reaches", "at_least: -0.1", "nDCG@10 lies between 0 and 1"),
        set("no value", "train.steps", "-Dset:1:1: expected path=value, but is \"train.steps\""),
        set("no path", "=5", "-Dset:1:1: expected path=value, but is \"=5\""),
        set("an open bracket", "seeds=[1,2", "-Dset:1:", "not YAML"),
        set(
            "an unknown path",
            "train.stps=5",
            "-Dset:1:1: unknown key \"stps\" in train; did you mean"),
        set(
            "a tag",
            "question=!!java.io.File [x]",
            "-Dset:1:10: tag \"!!java.io.File\" is not allowed"),
        set("twice", "seeds=[1],seeds=[2]", "-Dset:1:11: seeds is set twice"));
  }

  private static Refusal raw(String name, byte[] yaml, String... says) {
    return Refusal.of(
        name,
        folder -> Refusal.bytes(folder, "s.yaml", yaml),
        List.of("verb=plan", "exp=@/s.yaml", "store=@/store"),
        says);
  }

  private static Refusal whole(String name, String yaml, String... says) {
    return raw(name, yaml.getBytes(StandardCharsets.UTF_8), says);
  }

  private static Refusal more(String name, String yaml, String... says) {
    return whole(name, SMALL + yaml + "\n", says);
  }

  /** One item of {@code expect} with one of its keys replaced. */
  private static Refusal expect(String name, String instead, String... says) {
    String key = instead.substring(0, instead.indexOf(':'));
    String item = "task: search, retriever: bm25, metric: nDCG@10, at_least: 0.1";
    return more(
        "expect: " + name, "expect: [{" + item.replaceAll(key + ": [^,]+", instead) + "}]", says);
  }

  private static Refusal set(String name, String set, String... says) {
    return Refusal.of(
        "-Dset: " + name,
        folder -> Refusal.text(folder, "s.yaml", SMALL),
        List.of("verb=plan", "exp=@/s.yaml", "set=" + set, "store=@/store"),
        says);
  }

  private static byte[] latin() {
    return (SMALL + "question: \u00e9").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Each list holds the one before ten times. */
  private static String bomb(int levels) {
    var text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i <= levels; i++)
      text.append(
          "a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
    return text.toString();
  }

  private static String wideBomb() {
    String wide = "a: &a [" + "x, ".repeat(5000) + "x]\n";
    return wide + "b: [*a, *a, *a, *a, *a, *a]\n";
  }

  private static String deep() {
    var text = new StringBuilder();
    for (int i = 0; i < 500; i++) text.append(" ".repeat(i)).append("a:\n");
    return text.toString();
  }

  private static String hugeSweep() {
    String values = "[" + "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]";
    return "sweep: {train.steps: %s, train.batch: %s, evaluate.depth: %s}"
        .formatted(values, values, values);
  }
}
