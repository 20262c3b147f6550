package org.denselab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.denselab.data.Collection;
import org.denselab.dsl.Evaluate;
import org.denselab.dsl.Fusion;
import org.denselab.dsl.Split;
import org.denselab.dsl.StudyCell;
import org.denselab.eval.Metric;
import org.denselab.lexical.Bm25;
import org.denselab.study.stage.Bm25Stage;
import org.denselab.study.stage.ChoiceStage;
import org.denselab.study.stage.ChoiceStage.Candidate;
import org.denselab.study.stage.ChoiceStage.Score;
import org.denselab.study.stage.FuseStage;
import org.denselab.study.stage.IndexStage;
import org.denselab.study.stage.ModelAt;
import org.denselab.study.stage.Setting;

/** How one task is searched by words, alone and beside embeddings; what is tuned, is on dev. */
record LexicalSearches(
    StudyCell cell, ModelPlanner models, TaskData task, int number, Metric metric) {
  /** BM25 as the study has it. */
  Stage bm25(Collection data, String split) {
    return bm25(data, split, Setting.said(Lexicals.bm25(evaluate().lexical())));
  }

  /** BM25 with the k1 and b that do best on dev. */
  Stage tuned(Collection data, String split) {
    var dev = dev("evaluate.lexical.grid");
    var on = (Collection) dev.data(task, number);
    var grid = evaluate().lexical().grid();
    List<Bm25> all = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    for (double k1 : grid.k1())
      for (double b : grid.b()) {
        var bm25 = new Bm25((float) k1, (float) b);
        String name = k1 + ", " + b;
        Stage run = bm25(on, dev.at(task), Setting.said(bm25));
        String title = "bm25 " + name + ", " + task.name();
        all.add(bm25);
        candidates.add(new Candidate(name, List.of(dev.of(List.of(run), task, on, metric, title))));
      }
    Stage choice = ChoiceStage.of("bm25, " + task.name(), "k1, b", candidates);
    return bm25(data, split, Setting.chosen(choice, all));
  }

  private Stage bm25(Collection data, String split, Setting<Bm25> bm25) {
    Stage index = IndexStage.of(data, Lexicals.analysis(evaluate().lexical()));
    return Bm25Stage.of(index, data, split, bm25, evaluate().depth());
  }

  /** BM25 that reads no further than the backbone does. */
  Stage cut(Collection data, String split, TokenizerPlanner tokenizer) {
    var lexical = evaluate().lexical();
    Stage index =
        IndexStage.cut(
            data, Lexicals.analysis(lexical), tokenizer.ofPassages(), models.texts(task).passage());
    var bm25 = Setting.said(Lexicals.bm25(lexical));
    return Bm25Stage.of(index, data, split, bm25, evaluate().depth());
  }

  /**
   * How BM25 and dense are fused.
   *
   * @param trained the model of a seed
   */
  Setting<Fusion> fusion(LongFunction<ModelAt> trained, String title) {
    if (!(evaluate().hybrid() instanceof Fusion.Tuned tuned))
      return Setting.said(evaluate().hybrid());
    var dev = dev("evaluate.hybrid");
    var on = (Collection) dev.data(task, number);
    Stage bm25 = bm25(on, dev.at(task));
    List<Fusion> all = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    for (double weight : tuned.weights()) {
      var fusion = new Fusion.Score(weight);
      List<Score> scores = new ArrayList<>();
      for (long seed : cell.study().seeds()) {
        String of = "hybrid " + weight + ", " + title + Titles.SEED + seed;
        List<Stage> runs =
            dev.searches(trained.apply(seed), task, on, title + Titles.SEED + seed).stream()
                .map(dense -> fused(of, bm25, dense, Setting.said(fusion)))
                .toList();
        scores.add(dev.of(runs, task, on, metric, of));
      }
      all.add(fusion);
      candidates.add(new Candidate(Double.toString(weight), scores));
    }
    return Setting.chosen(ChoiceStage.of("hybrid, " + title, "weight of dense", candidates), all);
  }

  Stage fused(String title, Stage bm25, Stage dense, Setting<Fusion> fusion) {
    return FuseStage.of(title, bm25, dense, fusion, evaluate().depth());
  }

  private DevScores dev(String by) {
    return new DevScores(cell, models, Split.DEV, by);
  }

  private Evaluate evaluate() {
    return cell.study().evaluate();
  }
}
