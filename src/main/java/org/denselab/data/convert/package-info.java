/**
 * Writes any readable dataset in any format that can hold it, and says what a format cannot hold.
 * Entry type: {@link org.denselab.data.convert.Conversion}. Nothing is lost silently: a conversion
 * that would lose something is refused unless it is asked for. Must not know where data comes from.
 */
package org.denselab.data.convert;
