/**
 * Atlas, the bundled collection: retrieval tasks generated from tables of true facts and from
 * phrasings, both written for it (resources under {@code atlas/}). Entry type: {@link
 * org.denselab.data.atlas.Atlas}. The same settings give the same bytes; no fact is in two splits.
 */
package org.denselab.data.atlas;
