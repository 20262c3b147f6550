package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.denselab.base.AtomicFiles;
import org.denselab.base.Kept;
import org.denselab.train.Course;

/**
 * Where stages keep their output: a folder named by kind and key, written beside and renamed when
 * whole, with a record of its files. Models go to {@code checkpoints/}, mined negatives to {@code
 * negatives/}, the rest to {@code reports/.stages/}.
 */
public final class Store {
  /** What reports are made from; the other files are read by stages only. */
  private static final Set<String> READ_FOR_REPORTS =
      Set.of(
          EvaluationFile.NAME,
          ChoiceFile.NAME,
          "run.txt",
          StageNotes.FILE,
          StageExhibits.FILE,
          Curves.FILE);

  static final int KEY_DIGITS = 16;

  private final Path root;

  public Store(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** What is there of a stage. */
  public sealed interface Found {
    record Absent() implements Found {}

    record Whole(Done done) implements Found {}

    /**
     * A training that came to no model, or what needs one that did.
     *
     * @param done what the training took
     */
    record Diverged(Divergence what, Optional<Done> done) implements Found {}

    /**
     * @param what names the file and what is wrong with it
     */
    record Damaged(String what) implements Found {}
  }

  /**
   * @param toldSeconds what it was told to take, before it ran
   * @param peakBytes most memory the process held while the stage ran
   * @param nativeBytes most native memory that the stage asked for; 0 where nobody counts, or where
   *     others ran beside it
   * @param diskBytes what it left
   * @param share of the machine's cores that it had
   * @param detail one line about the result
   */
  public record Done(
      double seconds,
      double toldSeconds,
      long peakBytes,
      long nativeBytes,
      long diskBytes,
      double share,
      String detail) {
    Done leaving(long bytes) {
      return new Done(seconds, toldSeconds, peakBytes, nativeBytes, bytes, share, detail);
    }
  }

  public Path root() {
    return root;
  }

  public Path reports() {
    return root.resolve("reports");
  }

  static String name(Stage stage) {
    return stage.kind() + "-" + stage.key().substring(0, KEY_DIGITS);
  }

  /** The folders that stages' folders lie in. */
  List<Path> shelves() {
    return List.of(
        root.resolve("checkpoints"), root.resolve("negatives"), reports().resolve(".stages"));
  }

  public Path folder(Stage stage) {
    String name = name(stage);
    return switch (stage.kind()) {
      case "tokenizer", "backbone", "pretrain", "train", "joint" ->
          root.resolve("checkpoints").resolve(name);
      case "negatives" -> root.resolve("negatives").resolve(name);
      default -> reports().resolve(".stages").resolve(name);
    };
  }

  /** What a finished stage left about itself; empty where it has to be done, or diverged. */
  public Optional<Done> done(Stage stage) {
    return find(stage) instanceof Found.Whole(var done) ? Optional.of(done) : Optional.empty();
  }

  /** Looks at the sizes of all files, and at the bytes of those that reports are made from. */
  public Found find(Stage stage) {
    return look(stage, READ_FOR_REPORTS::contains);
  }

  /** Looks at the bytes of all files. */
  Found verify(Stage stage) {
    return look(stage, _ -> true);
  }

  private Found look(Stage stage, Predicate<String> digested) {
    Path folder = folder(stage);
    if (!Files.isDirectory(folder)) return new Found.Absent();
    try {
      StageRecord record = StageRecord.read(folder);
      if (!record.key().equals(stage.key()))
        return new Found.Damaged(folder + " holds the output of another stage");
      Optional<String> damage = record.manifest().damage(folder, digested);
      if (damage.isPresent()) return new Found.Damaged(damage.get());
      Done done = record.done().leaving(record.manifest().bytes());
      return record
          .divergence()
          .<Found>map(what -> new Found.Diverged(what, Optional.of(done)))
          .orElseGet(() -> new Found.Whole(done));
    } catch (StageRecord.Damaged e) {
      return new Found.Damaged(e.getMessage());
    } catch (IOException e) {
      return new Found.Damaged(folder + " cannot be read (" + e.getMessage() + ")");
    }
  }

  /**
   * An empty folder to work in, beside the final one; what an interrupted run left there is gone.
   */
  Path begin(Stage stage) throws IOException {
    Path beside = beside(stage, "part");
    AtomicFiles.deleteTree(beside);
    return AtomicFiles.folder(beside);
  }

  /** What the stage left for its next attempt; see {@link Stage.Workplace#kept}. */
  Path kept(Stage stage) throws IOException {
    return AtomicFiles.folder(beside(stage, "kept"));
  }

  /** What a training run tells of its steps, while it runs and afterwards; empty for others. */
  public Optional<Path> statistics(Stage stage) {
    return Stream.of(folder(stage), beside(stage, "kept"))
        .map(folder -> folder.resolve(Course.STATISTICS))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private Path beside(Stage stage, String suffix) {
    Path folder = folder(stage);
    return folder.resolveSibling("." + folder.getFileName() + "." + suffix);
  }

  /** Makes the work visible as the stage's output; tells its size too. */
  Done publish(Stage stage, Path beside, Done done) throws IOException {
    return publish(stage, beside, done, Optional.empty());
  }

  /** Makes visible that there is no output and never will be; what its steps told is kept. */
  Done publishDiverged(Stage stage, Done done, Divergence what) throws IOException {
    Path beside = begin(stage);
    if (Files.isRegularFile(kept(stage).resolve(Course.STATISTICS)))
      Course.statistics(Kept.in(kept(stage)), beside);
    return publish(stage, beside, done, Optional.of(what));
  }

  private Done publish(Stage stage, Path beside, Done done, Optional<Divergence> diverged)
      throws IOException {
    long bytes = StageRecord.write(stage, beside, done, diverged);
    AtomicFiles.publish(beside, folder(stage));
    AtomicFiles.deleteTree(beside(stage, "kept"));
    return done.leaving(bytes);
  }

  /** Removes what a stage left, so that it is made again. */
  void discard(Stage stage) throws IOException {
    AtomicFiles.deleteTree(folder(stage));
  }
}
