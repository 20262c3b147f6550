package org.denselab.study.stage;

/** The file in which every searching stage leaves its run, in TREC's format. */
final class RunOutput {
  static final String FILE = "run.txt";

  private RunOutput() {}
}
