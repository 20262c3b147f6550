/**
 * The few things every room needs: {@link org.denselab.base.BadInput}, whole files or none, hashes,
 * named random streams, progress, what memory the process holds. Knows nothing of retrieval and
 * depends on no other room.
 */
package org.denselab.base;
