/**
 * The program's front door: the launcher inside Maven, the verbs, the terminal. Entry types: {@code
 * Launcher} (Maven's JVM) and {@code Main} (ours). Exit codes: 0 done, 1 an expectation fell short,
 * 2 bad input or a held lock, 3 a stage failed, 130 interrupted. Must not know how a stage works.
 */
package org.denselab.cli;
