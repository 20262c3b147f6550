package org.denselab.engine.plan;

import org.denselab.engine.plan.product.MatmulShape;

/**
 * Products that differ in how many rows of a batch they take: {@code rows} is the result's height,
 * or what is summed over. Rows come in multiples of {@link Packing#UNIT}, so a family is small.
 *
 * @param id its number among the plan's families
 * @param template the shape for one unit of rows
 * @param summed whether rows are summed over
 * @param most rows that one product takes
 */
record ProductFamily(int id, MatmulShape template, boolean summed, int most) {
  int members() {
    return most / Packing.UNIT;
  }

  int member(int rows) {
    return rows / Packing.UNIT - 1;
  }

  MatmulShape shape(int rows) {
    MatmulShape t = template;
    return new MatmulShape(
        summed ? t.m() : rows,
        t.n(),
        summed ? rows : t.k(),
        t.a(),
        t.b(),
        t.c(),
        t.bias(),
        t.accumulate(),
        t.scale(),
        t.types());
  }
}
