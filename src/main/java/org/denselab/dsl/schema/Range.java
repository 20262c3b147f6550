package org.denselab.dsl.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers that a key takes; for a list, those of its items. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Range {
  /** Smallest number allowed. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The number has to be greater than this. */
  double above() default Double.NEGATIVE_INFINITY;

  /** Largest number allowed. */
  double max() default Double.POSITIVE_INFINITY;

  /** The number has to be smaller than this. */
  double below() default Double.POSITIVE_INFINITY;
}
