package org.denselab.model;

import org.denselab.text.Template;

/** How queries and passages become tokens. */
public record Templates(Template query, Template passage) {}
