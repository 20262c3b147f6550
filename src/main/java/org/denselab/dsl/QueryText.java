package org.denselab.dsl;

import java.util.List;
import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;

/** How a query is written and cut. */
public record QueryText(
    @Default("${train.query_length}") @Range(min = 4) @Doc("longest query in tokens") int length,
    @Default("right") @Doc("where a longer one is cut") Truncate truncate,
    @Default("none")
        @Doc("text before the query; none: the prompt of the weights' folder, if it has one")
        Optional<String> prefix,
    @Default("\"\"") @Doc("what is asked for, before the prefix; not counted in the length")
        String instruction,
    @Default("[]")
        @Doc("training draws one a query and epoch, evaluation asks with each; not in the length")
        List<String> instructions,
    @Default("[]") @Doc("instructions that training never shows, for evaluate.override")
        List<String> unseen)
    implements Checked {
  public QueryText {
    instructions = List.copyOf(instructions);
    unseen = List.copyOf(unseen);
  }

  /** Whether the study says what is asked for, so that a folder's own prompt has no place. */
  public boolean instructed() {
    return !instruction.isEmpty() || !instructions.isEmpty();
  }

  @Override
  public void check(Findings at) {
    if (!instruction.isEmpty() && !instructions.isEmpty())
      at.problem("instructions", "instruction and instructions cannot stand beside each other");
    for (String one : unseen)
      if (instructions.contains(one))
        at.problem("unseen", "training shows this instruction: " + one);
  }

  /** The side that a text is cut on. */
  public enum Truncate {
    @Doc("the end is lost")
    RIGHT,
    @Doc("the beginning is lost, as conversations need it")
    LEFT
  }
}
