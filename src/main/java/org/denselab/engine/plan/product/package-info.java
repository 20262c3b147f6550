/**
 * What a plan asks of a library of matrix products: {@link
 * org.denselab.engine.plan.product.MatmulShape} says which, {@link
 * org.denselab.engine.plan.product.Product} and {@link
 * org.denselab.engine.plan.product.SmallProduct} do it. Must know no library and no program.
 */
package org.denselab.engine.plan.product;
