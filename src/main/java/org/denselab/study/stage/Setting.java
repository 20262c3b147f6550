package org.denselab.study.stage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.denselab.study.ChoiceFile;
import org.denselab.study.Stage;
import org.denselab.study.StageKey;

/**
 * A setting of a stage: what the study says, or what was chosen on dev before the stage runs.
 *
 * @param among the values it may have: one where nothing was chosen
 * @param choice the stage that chooses the number of one
 */
public record Setting<T>(List<T> among, Optional<Stage> choice) {
  public Setting {
    among = List.copyOf(among);
  }

  /** What the study says. */
  public static <T> Setting<T> said(T value) {
    return new Setting<>(List.of(value), Optional.empty());
  }

  /** What was chosen; {@code among} is in the order of the choice's candidates. */
  public static <T> Setting<T> chosen(Stage choice, List<T> among) {
    return new Setting<>(among, Optional.of(choice));
  }

  /** A part of it. */
  public <P> Setting<P> map(Function<T, P> part) {
    return new Setting<>(among.stream().map(part).toList(), choice);
  }

  /** Makes it part of a stage's key. */
  StageKey addTo(StageKey key, String name) {
    if (choice.isEmpty()) return key.with(name, among.getFirst());
    return key.input(choice.get()).with(name, among);
  }

  /** Its value, once the stage runs. */
  T in(Stage.Workplace workplace) throws IOException {
    if (choice.isEmpty()) return among.getFirst();
    return among.get(ChoiceFile.read(workplace.folder(choice.get())).chosen());
  }
}
