/**
 * Backbones by family: what a {@code config.json} says and the blocks that it becomes. Entry types:
 * {@link org.denselab.backbone.Families} and {@link org.denselab.backbone.Backbones}. A program
 * from scratch and one from files are built the same way. Must not know training.
 */
package org.denselab.backbone;
