package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Matches;
import org.denselab.dsl.schema.Named;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** One cell of a study, every default filled in: what one file says, with one value an axis. */
public record Study(
    @Named("study")
        @Matches(value = Study.NAME, says = Study.NAME_SAYS)
        @Doc("name of the study, which is also the folder of its report")
        String name,
    @Default("\"\"") @Doc("the question that the report answers") String question,
    @Default("[1]")
        @Range(min = 0)
        @Size(min = 1)
        @Doc("one run a seed: head and LoRA initialisation, order, sampling, masks")
        List<Long> seeds,
    @Default("{}") @Doc("what is taken of the data") Data data,
    @Doc("the encoder, none where every retriever is lexical") @Default("none")
        Optional<Backbone> backbone,
    @Default("{kind: none}") @Doc("how the backbone is fine-tuned") Tuning tuning,
    @Size(min = 1) @Doc("what is trained on and tested, each with its own metric") List<Task> tasks,
    @Default("{source: none}") @Doc("where hard negatives come from; a task may say otherwise")
        Negatives negatives,
    @Default("{}") @Doc("the training loop") Train train,
    @Default("{kind: single}") @Doc("how the tasks share training") Mixture mixture,
    @Default("{rule: last}") @Doc("which checkpoint is evaluated") Select select,
    @Default("{}") @Doc("what is retrieved, measured and tested") Evaluate evaluate,
    @Default("fp32")
        @Doc("products and stored activations of training and encoding; bf16 needs engine: plan")
        Precision precision,
    @Default("auto")
        @Doc("what computes the programs; auto is plan where oneDNN or OpenBLAS has a build for it")
        Engine engine,
    @Default("none")
        @Doc(
            "native memory that training may take; layers are computed twice, or batches cut, to"
                + " stay within it")
        Optional<MemorySize> memory,
    @Default("{}") @Doc("what is looked at beside scores") Analysis analysis,
    @Default("{}") @Doc("what the report shows") Report report,
    @Default("[]") @Doc("what must hold, else the program ends with exit code 1")
        List<Expect> expect)
    implements Checked {
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
  static final String NAME_SAYS = "a name of letters, digits, ., _ and -";

  public Study {
    seeds = List.copyOf(seeds);
    tasks = List.copyOf(tasks);
    expect = List.copyOf(expect);
  }

  /**
   * The tasks that one model of several learns, by their numbers: the others are only tested with
   * it, as zero-shot transfer is.
   */
  public List<Integer> learned() {
    return IntStream.range(0, tasks.size()).filter(i -> tasks.get(i).learned()).boxed().toList();
  }

  /** The same, trained and evaluated otherwise. */
  Study with(Tuning tuning, Train train, Evaluate evaluate) {
    return new Study(
        name, question, seeds, data, backbone, tuning, tasks, negatives, train, mixture, select,
        evaluate, precision, engine, memory, analysis, report, expect);
  }

  @Override
  public void check(Findings at) {
    new StudyChecks(this, at).run();
  }
}
