package org.denselab.study.stage;

import org.denselab.text.Template;

/** How queries and passages of a task become tokens. */
public record Texts(Template query, Template passage) {}
