package org.denselab.dsl.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many items a list takes. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Size {
  /** Fewest items. */
  int min() default 0;

  /** Most items. */
  int max() default Integer.MAX_VALUE;

  /** Whether an item may stand twice. */
  boolean repeats() default false;
}
