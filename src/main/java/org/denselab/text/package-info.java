/**
 * Text to token ids: HuggingFace tokenizers, templates (prefix, instruction, EOS after truncation),
 * tokenizer training. Entry types: {@link org.denselab.text.Tokenizer} and {@code Template}. Must
 * not know graphs.
 */
package org.denselab.text;
