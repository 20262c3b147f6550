/**
 * Text to token ids: HuggingFace tokenizers, templates (prefix, instruction, EOS after truncation),
 * tokenizer training. Entry types: {@link org.denselab.text.HfTokenizer} opens a tokenizer, {@link
 * org.denselab.text.Template} bound to it makes token ids, {@link
 * org.denselab.text.TokenizerTrainer} makes a new one. Invariant: special tokens come from the
 * template alone and are never cut away. Must not know graphs.
 */
package org.denselab.text;
