package org.denselab.study;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.denselab.base.BadInput;
import org.denselab.dsl.Backbone;
import org.denselab.dsl.QueryText;
import org.denselab.dsl.StudyCell;
import org.denselab.dsl.Task;
import org.denselab.graph.Pooling;
import org.denselab.model.ModelFolder;
import org.denselab.model.Templates;
import org.denselab.study.stage.Architectures;
import org.denselab.study.stage.BackboneStage;
import org.denselab.text.Template;

/** How the texts of a cell's tasks become tokens, in training and in evaluation. */
final class TaskTexts {
  private final StudyCell cell;
  private final Consumer<String> log;
  private final IdentityHashMap<Backbone.Tower, Templates> framed = new IdentityHashMap<>();

  /**
   * @param log is told which prompts of a folder are used, and which the study overrides
   */
  TaskTexts(StudyCell cell, Consumer<String> log) {
    this.cell = cell;
    this.log = log;
  }

  /** In evaluation, once for each instruction asked with. */
  List<Templates> asked(Task task) {
    Templates texts = evaluated(task);
    List<String> instructions =
        switch (cell.study().evaluate().override().instructions()) {
          case SEEN -> instructions(task);
          case UNSEEN -> task.query().unseen();
          case NONE -> List.of();
        };
    if (instructions.isEmpty()) return List.of(texts);
    return instructions.stream()
        .map(one -> new Templates(texts.query().withInstruction(one), texts.passage()))
        .toList();
  }

  /** Of which training draws; none where there are none. */
  List<String> instructions(Task task) {
    return cell.study().data().instructions() ? task.query().instructions() : List.of();
  }

  Templates evaluated(Task task) {
    Templates trained = trained(task);
    var override = cell.study().evaluate().override();
    Template query =
        override.queryLength().map(trained.query()::withMaxLength).orElse(trained.query());
    return new Templates(
        override.instruction().map(query::withInstruction).orElse(query),
        override.passageLength().map(trained.passage()::withMaxLength).orElse(trained.passage()));
  }

  Templates trained(Task task) {
    var query = task.query();
    var passage = task.passage();
    var towers = cell.study().backbone().orElseThrow().towers();
    Template asked = framed(towers.getFirst()).query();
    Template read = framed(towers.getLast()).passage();
    // an instruction is the study's word for what a prompt says
    var own = query.prefix().or(() -> query.instructed() ? Optional.of("") : Optional.empty());
    return new Templates(
        asked
            .withMaxLength(query.length())
            .withTruncate(side(query.truncate()))
            .withPrefix(prefix("queries of " + task.name(), own, asked))
            .withInstruction(cell.study().data().instructions() ? query.instruction() : ""),
        read.withMaxLength(passage.length())
            .withTruncate(side(passage.truncate()))
            .withPrefix(prefix("passages of " + task.name(), passage.prefix(), read)));
  }

  /** The study's own, else the folder's prompt. */
  private String prefix(String texts, Optional<String> own, Template folders) {
    String prompt = folders.prefix();
    if (!prompt.isEmpty() && !own.equals(Optional.of(prompt)))
      log.accept(
          own.isEmpty()
              ? "%s begin with the prompt of the weights' folder, \"%s\"; prefix: \"\" does without"
                  .formatted(texts, prompt)
              : "%s go by the study; the prompt of the weights' folder, \"%s\", is left out"
                  .formatted(texts, prompt));
    return own.orElse(prompt);
  }

  /** What is around a text: after the family's custom, or what the folder says. */
  private Templates framed(Backbone.Tower tower) {
    return framed.computeIfAbsent(
        tower,
        _ -> {
          Templates framing = framing(tower);
          var said = tower.head().poolInstruction();
          if (said.isEmpty()) return framing;
          Pooling pooling = BackboneStage.head(tower).pooling();
          if (pooling != Pooling.MEAN) {
            String path = cell.study().backbone().orElseThrow().path(tower) + ".pool_instruction";
            throw new BadInput(
                cell.position(path)
                    + ": pool_instruction is about a mean over tokens, and pooling is "
                    + pooling.key());
          }
          return new Templates(
              framing.query().withPoolInstruction(said.get()),
              framing.passage().withPoolInstruction(said.get()));
        });
  }

  private Templates framing(Backbone.Tower tower) {
    return switch (tower) {
      case Backbone.Preset preset -> {
        Template own = Architectures.special(preset.architecture()).template(1);
        yield new Templates(own, own);
      }
      case Backbone.Weights weights -> {
        try {
          yield ModelFolder.framing(weights.weights());
        } catch (BadInput | IOException e) {
          String at = cell.study().backbone().orElseThrow().path(tower) + ".weights";
          throw new BadInput(cell.position(at) + ": " + e.getMessage(), e);
        }
      }
    };
  }

  private static Template.Truncate side(QueryText.Truncate truncate) {
    return switch (truncate) {
      case LEFT -> Template.Truncate.LEFT;
      case RIGHT -> Template.Truncate.RIGHT;
    };
  }
}
