package org.denselab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verbs, settings and folders that cannot be used, and runs and judgments to score. */
class BadCommandsTest {
  private static final String RUN = "q1 Q0 d1 1 2.5 tag\nq1 Q0 d2 2 1.5 tag\n";
  private static final String QRELS = "q1 0 d1 1\nq1 0 d2 0\n";
  private static final String STUDY =
      """
      study: small
      tasks: [{name: search, data: atlas/search, metric: nDCG@10}]
      evaluate: {retrievers: [bm25]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource({"commands", "evaluations", "benches"})
  void isRefused(Refusal bad) throws IOException {
    bad.check(folder);
  }

  static Stream<Refusal> benches() {
    return Stream.of(
        command(
            "a bench of nothing",
            List.of("verb=bench", "bench=trian-full"),
            "-Dbench=trian-full: unknown; did you mean \"train-full\"?"),
        command(
            "an unknown shape",
            List.of("verb=bench", "shape=bert-7x128"),
            "-Dshape=bert-7x128: unknown; did you mean \"bert-2x128\"?"),
        command(
            "an engine that there is not",
            List.of("verb=bench", "engine=plan,torch"),
            "-Dengine=torch: unknown; there are plan and samediff"),
        command(
            "no step",
            List.of("verb=bench", "steps=0"),
            "-Dsteps=0: expected a whole number from 1 to 100000"),
        command(
            "real lengths of nothing",
            List.of("verb=bench", "mask=real"),
            "-Ddata is missing, for example"),
        command(
            "data that is not read",
            List.of("verb=bench", "data=@"),
            "-Ddata is read with -Dmask=real and -Dmask=padded only"),
        command(
            "sequences longer than positions",
            List.of("verb=bench", "passage=513"),
            "bert-mini reads 512 tokens at most, and sequences have up to 513"));
  }

  static Stream<Refusal> commands() {
    return Stream.of(
        command(
            "an unknown verb",
            List.of("verb=evall"),
            "-Dverb=evall: no such verb; did you mean \"eval\"?"),
        command("a verb of no sense", List.of("verb=zzz"), "-Dverb=zzz: no such verb", "run"),
        command(
            "no study", List.of("verb=plan"), "-Dexp is missing, for example -Dexp=experiments/"),
        command("a blank study", List.of("exp= "), "-Dexp is missing"),
        command(
            "a study that is not there",
            List.of("exp=@/t.yaml"),
            "t.yaml:1:1: there is no such file; did you mean \"s.yaml\"?"),
        command("a folder as study", List.of("exp=@"), "cannot be read: it is a folder"),
        command(
            "a misspelt option",
            List.of("exp=@/s.yaml", "stroe=@"),
            "-Dstroe: no such option; did you mean -Dstore?"),
        command(
            "another verb's option",
            List.of("verb=plan", "exp=@/s.yaml", "qrels=x"),
            "-Dqrels belongs to -Dverb=eval"),
        command(
            "an option in capitals",
            List.of("EXP=@/s.yaml"),
            "-DEXP: no such option; did you mean -Dexp?"),
        command(
            "a store that is a file",
            List.of("exp=@/s.yaml", "store=@/s.yaml"),
            "s.yaml",
            "written"),
        command(
            "a store under a file",
            List.of("exp=@/s.yaml", "store=@/s.yaml/below"),
            "s.yaml",
            "written"),
        command(
            "a store that cannot be written",
            List.of("exp=@/s.yaml", "store=/proc/denselab"),
            "/proc/denselab",
            "written"),
        command(
            "a report folder that is a file",
            List.of("exp=@/s.yaml", "store=@/taken"),
            "reports/small",
            "file"),
        command("a store whose name holds NUL", List.of("exp=@/s.yaml", "store=\0"), "no path"));
  }

  static Stream<Refusal> evaluations() {
    return Stream.of(
            eval("no run", "", QRELS, "-Drun is missing").without("run"),
            eval("no qrels", RUN, "", "-Dqrels is missing").without("qrels"),
            eval("a run that is not there", null, QRELS, "run.txt: no such file"),
            eval("qrels that are not there", RUN, null, "qrels.txt: no such file"),
            eval("an empty run", "", QRELS, "run.txt: holds no hit"),
            eval("empty qrels", RUN, "", "qrels.txt: holds no judgment"),
            eval(
                "five columns",
                "q1 Q0 d1 1 2.5\n",
                QRELS,
                "run.txt:1: expected 6 columns (query Q0 document rank score tag), found 5"),
            eval(
                "a document twice",
                RUN + "q1 Q0 d1 3 1 tag\n",
                QRELS,
                "run.txt:3: document d1 is retrieved twice for query q1"),
            eval(
                "NaN",
                RUN + "q1 Q0 d3 3 NaN tag\n",
                QRELS,
                "run.txt:3: the score must be a finite number, but is 'NaN'"),
            eval(
                "infinity",
                RUN + "q1 Q0 d3 3 1e999 tag\n",
                QRELS,
                "run.txt:3: the score must be a finite number, but is '1e999'"),
            eval(
                "a word as score",
                RUN + "q1 Q0 d3 3 high tag\n",
                QRELS,
                "run.txt:3: the score must be a finite number"),
            eval(
                "a hexadecimal score",
                RUN + "q1 Q0 d3 3 0x1p3 tag\n",
                QRELS,
                "run.txt:3: the score must be"),
            eval(
                "a suffixed score",
                RUN + "q1 Q0 d3 3 1.0f tag\n",
                QRELS,
                "run.txt:3: the score must be"),
            eval("two columns of judgments", RUN, "q1 d1\n", "qrels.txt:1: expected 4 columns"),
            eval(
                "five columns of judgments",
                RUN,
                QRELS + "q1 0 d3 1 x\n",
                "qrels.txt:3: expected 4 columns as above, found 5"),
            eval(
                "a word as grade",
                RUN,
                QRELS + "q1 0 d3 x\n",
                "qrels.txt:3: the grade must be a whole number, but is 'x'"),
            eval(
                "judged twice",
                RUN,
                QRELS + "q1 0 d1 1\n",
                "qrels.txt:3: document d1 is judged twice"),
            eval("no query in common", "q7 Q0 d1 1 2.5 tag\n", QRELS, "no query"),
            eval("not UTF-8", "q1 Q0 d\u00e9 1 2.5 tag\n", QRELS, "run.txt:1: byte 8 is not UTF-8"),
            eval(
                "a value of a megabyte",
                RUN + "q1 Q0 d3 3 " + "9".repeat(1 << 20) + "x tag\n",
                QRELS,
                "run.txt:3: the score must be a finite number"),
            eval("an unknown metric", RUN, QRELS, "nDGC", "did you mean nDCG").with("metrics=nDGC"),
            eval("a metric without cutoff", RUN, QRELS, "R", "cutoff").with("metrics=R"),
            eval("a level below 1", RUN, QRELS, "-Dlevel=0: expected a whole number of at least 1")
                .with("level=0"),
            eval("a depth of words", RUN, QRELS, "-Ddepth=all: expected a whole number")
                .with("depth=all"),
            eval("maybe", RUN, QRELS, "-Dcomplete=maybe: expected true or false")
                .with("complete=maybe"),
            eval("a folder as run", RUN, QRELS, "is a folder").with("run=@"))
        .map(Evaluated::refusal);
  }

  /** A run and judgments, null for a file that is not there. */
  private record Evaluated(
      String name, String run, String qrels, List<String> settings, List<String> says) {
    Evaluated without(String setting) {
      return changed(setting, "");
    }

    Evaluated with(String setting) {
      return changed(setting.substring(0, setting.indexOf('=')), setting);
    }

    private Evaluated changed(String key, String setting) {
      var changed = new ArrayList<>(settings);
      changed.removeIf(old -> old.startsWith(key + "="));
      if (!setting.isEmpty()) changed.add(setting);
      return new Evaluated(name, run, qrels, changed, says);
    }

    Refusal refusal() {
      return Refusal.of(
          "eval: " + name,
          folder -> {
            boolean latin = name.equals("not UTF-8");
            var charset = latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
            if (run != null) Refusal.bytes(folder, "run.txt", run.getBytes(charset));
            if (qrels != null) Refusal.text(folder, "qrels.txt", qrels);
          },
          settings,
          says.toArray(String[]::new));
    }
  }

  private static Evaluated eval(String name, String run, String qrels, String... says) {
    return new Evaluated(
        name,
        run,
        qrels,
        List.of("verb=eval", "run=@/run.txt", "qrels=@/qrels.txt"),
        List.of(says));
  }

  private static Refusal command(String name, List<String> settings, String... says) {
    return Refusal.of(
        name,
        folder -> {
          Refusal.text(folder, "s.yaml", STUDY);
          Files.createDirectories(folder.resolve("taken/reports"));
          Refusal.text(folder, "taken/reports/small", "a file");
        },
        settings,
        says);
  }
}
