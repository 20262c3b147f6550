/**
 * The program: a SameDiff graph and its block table, the blocks that build both, and the rewrites
 * that change both (LoRA, freezing, merging). Entry type: {@code Program}. Invariant: {@code
 * Program.check()} holds after every build and rewrite. Must not know data or YAML.
 */
package org.denselab.graph;
