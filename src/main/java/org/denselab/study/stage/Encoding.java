package org.denselab.study.stage;

import java.io.IOException;
import java.nio.file.Path;
import org.denselab.dense.Encoder;
import org.denselab.engine.Executable;
import org.denselab.engine.Request;
import org.denselab.model.Model;
import org.denselab.model.ModelFolder;
import org.denselab.text.Template;

/** A model opened for inference. Closing it frees its weights. */
final class Encoding implements AutoCloseable {
  static final String TAP = "embedding";

  /** Tokens that go through the program at once. */
  private static final int BATCH_TOKENS = 4096;

  private final Model model;
  private final Executable program;

  private Encoding(Model model, Arithmetic arithmetic) {
    this.model = model;
    // nothing trains here: halves are used as they are stored
    model.program().freeze(_ -> true);
    this.program = arithmetic.engine().compile(model.program(), Request.inference(TAP));
  }

  static Encoding open(Path folder, Arithmetic arithmetic) throws IOException {
    return new Encoding(ModelFolder.read(folder), arithmetic);
  }

  /** With LoRA's adapters merged into the weights. */
  static Encoding merged(Path folder, Arithmetic arithmetic) throws IOException {
    Model model = ModelFolder.read(folder);
    model.program().merge();
    return new Encoding(model, arithmetic);
  }

  /** Bytes of the weights as they are held. */
  long weights() {
    return model.program().parameters().stream().mapToLong(p -> p.held().bytes().byteSize()).sum();
  }

  Encoder encoder(Template template) {
    return new Encoder(program, TAP, template.bind(model.tokenizer()), BATCH_TOKENS);
  }

  int width() {
    return model.width();
  }

  /** The longest text that the backbone was made for. */
  int madeFor() {
    return model.config().maxLength();
  }

  @Override
  public void close() {
    program.close();
    model.close();
  }
}
