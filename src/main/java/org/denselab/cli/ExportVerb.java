package org.denselab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.denselab.base.BadInput;
import org.denselab.dsl.schema.Nearest;
import org.denselab.model.ExportedFolder;
import org.denselab.model.ExportedFolder.Form;

/** {@code -Dverb=export}: a checkpoint as a folder for other programs. */
final class ExportVerb {
  private ExportVerb() {}

  static int run(CommandLine line) throws IOException {
    Path from = Path.of(line.require("from", "checkpoints/train/3f2a/step-300"));
    Path to = Path.of(line.require("to", "exported/my-model"));
    List<String> unsaid =
        ExportedFolder.write(from, to, line.get("as").map(ExportVerb::form).orElse(Form.MERGED));
    System.out.println("written " + to);
    unsaid.forEach(note -> System.out.println("note    " + note));
    return ExitCode.DONE;
  }

  private static Form form(String said) {
    var forms = new LinkedHashMap<String, Form>();
    for (Form form : Form.values()) forms.put(form.name().toLowerCase(Locale.ROOT), form);
    Form found = forms.get(said);
    if (found == null)
      throw new BadInput(
          "-Das=" + said + ": no such form" + Nearest.hintOrAll(said, forms.keySet()));
    return found;
  }
}
