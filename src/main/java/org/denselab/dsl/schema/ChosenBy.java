package org.denselab.dsl.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what chooses among the kinds of a sealed interface. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface ChosenBy {
  /** The key that names the kind; empty where the kind is the one whose first key is there. */
  String value();
}
