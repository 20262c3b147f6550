package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.denselab.base.BadInput;
import org.denselab.base.ByteCount;

/** Whether what is to do fits into memory and onto the disk, told before it starts. */
final class Fit {
  private Fit() {}

  /**
   * @throws BadInput naming the settings to change
   */
  static void refuse(StudyPlan plan, Store store, Budget budget) throws IOException {
    List<String> problems = problems(plan, store, budget, free(store));
    if (!problems.isEmpty()) throw new BadInput(String.join("\n", problems));
  }

  /** One line for each thing that does not fit. */
  static List<String> problems(StudyPlan plan, Store store, Budget budget, long free) {
    List<String> problems = new ArrayList<>();
    List<String> knobs = new ArrayList<>();
    long disk = 0;
    var inventory = Inventory.of(plan.stages(), store);
    for (Stage stage : plan.stages()) {
      if (!inventory.lacks(stage)) continue;
      disk += stage.estimate().disk();
      Stage.Knob knob = stage.estimate().knob();
      String turned = knob == null ? stage.kind() : knob.place();
      if (stage.estimate().bytes() <= budget.nativeBytes() || knobs.contains(turned)) continue;
      knobs.add(turned); // the stages of a sweep share it
      problems.add(memory(stage, budget));
    }
    if (disk > free)
      problems.add(
          "what is to do leaves about %s, and %s are free at %s: make room, keep results elsewhere with -Dstore=DIR, or keep fewer train.checkpoints"
              .formatted(ByteCount.text(disk), ByteCount.text(free), store.root()));
    return problems;
  }

  private static String memory(Stage stage, Budget budget) {
    long needed = stage.estimate().bytes();
    var said = new StringBuilder();
    Stage.Knob knob = stage.estimate().knob();
    if (knob != null) said.append(knob.place()).append(": ");
    said.append(
        "%s %s needs about %s of native memory, and there are %s of it (%s in all, %s of it heap): "
            .formatted(
                stage.kind(),
                stage.title(),
                ByteCount.text(needed),
                ByteCount.text(Math.max(0, budget.nativeBytes())),
                ByteCount.text(budget.total()),
                ByteCount.text(budget.heap())));
    List<String> ways = new ArrayList<>();
    if (knob != null) {
      int fits = knob.fitting(budget.nativeBytes());
      ways.add(
          fits > 1
              ? "%s: %d fits instead of %d".formatted(knob.name(), fits, knob.value())
              : "no %s fits, so lower the lengths or take a smaller backbone"
                  .formatted(knob.name()));
    } else ways.add("take a smaller backbone");
    long gigabytes = budget.gigabytesFor(needed);
    ways.add(
        gigabytes << 30 <= budget.machine()
            ? "give more with -Dmemory=" + gigabytes + "g"
            : "or take a machine with %d GB; this one has %s"
                .formatted(gigabytes, ByteCount.text(budget.machine())));
    return said + String.join("; ", ways);
  }

  /** Bytes free on the store's file system, as far as this user may fill it. */
  static long free(Store store) throws IOException {
    Path folder = store.root();
    while (!Files.exists(folder)) folder = folder.getParent();
    return Files.getFileStore(folder).getUsableSpace();
  }
}
