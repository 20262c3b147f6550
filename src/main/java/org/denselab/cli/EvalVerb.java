package org.denselab.cli;

import java.nio.file.Path;
import org.denselab.base.BadInput;
import org.denselab.data.format.QrelsFile;
import org.denselab.data.format.RunFile;
import org.denselab.eval.EvalReport;
import org.denselab.eval.Evaluation;
import org.denselab.eval.Metric;
import org.denselab.eval.Options;

/** {@code -Dverb=eval}: scores a TREC run against judgments, as trec_eval prints it. */
final class EvalVerb {
  private static final String USUAL = "nDCG@10,RR@10,AP,R@100,R@1000";

  private EvalVerb() {}

  static int run(CommandLine line) {
    Path run = line.requirePath("run", "run.txt");
    Path qrels = line.requirePath("qrels", "qrels.txt");
    var metrics = Metric.parseList(line.get("metrics").orElse(USUAL));
    Options options =
        Options.DEFAULT.withDepth(number(line, "depth", 0)).withLevel(number(line, "level", 1));
    if (line.flag("complete")) options = options.complete();
    var hits = RunFile.read(run);
    if (hits.hits().isEmpty()) throw new BadInput(run + ": holds no hit");
    var judgments = QrelsFile.read(qrels);
    if (judgments.grades().isEmpty()) throw new BadInput(qrels + ": holds no judgment");
    var evaluation = Evaluation.of(hits, judgments, metrics, options);
    EvalReport.lines(evaluation, line.flag("perquery")).forEach(System.out::println);
    return ExitCode.DONE;
  }

  private static int number(CommandLine line, String name, int otherwise) {
    String text = line.get(name).orElse(Integer.toString(otherwise));
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= otherwise) return value;
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadInput(
        "-D" + name + "=" + text + ": expected a whole number of at least " + otherwise);
  }
}
