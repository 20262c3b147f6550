package org.denselab.dsl.schema;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads records, sealed interfaces and their annotations as types. */
public final class Schema {
  private static final Pattern ANY = Pattern.compile("(?s).*");

  private Schema() {}

  /** The section that a record describes. */
  public static Type.Section of(Class<? extends Record> target) {
    var named = target.getAnnotation(Named.class);
    return section(target, named == null ? "" : named.value());
  }

  private static Type.Section section(Class<?> target, String name) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : target.getRecordComponents()) fields.add(field(component));
    return new Type.Section(target, name, doc(target), fields);
  }

  private static Field field(RecordComponent component) {
    var named = component.getAnnotation(Named.class);
    var value = component.getAnnotation(Default.class);
    var inherits = component.getAnnotation(Inherits.class);
    return new Field(
        named == null ? snakeCase(component.getName()) : named.value(),
        type(component.getGenericType(), component),
        doc(component),
        Optional.ofNullable(value).map(Default::value),
        component.isAnnotationPresent(Inline.class),
        Optional.ofNullable(inherits).map(Inherits::value));
  }

  private static Type type(java.lang.reflect.Type java, AnnotatedElement component) {
    if (java instanceof ParameterizedType generic) {
      var last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      Type of = type(last, component);
      if (generic.getRawType() == Optional.class) return new Type.Maybe(of);
      if (generic.getRawType() == Map.class) return new Type.Entries(of);
      var size = component.getAnnotation(Size.class);
      return size == null
          ? new Type.Items(of, 0, Integer.MAX_VALUE, false)
          : new Type.Items(of, size.min(), size.max(), size.repeats());
    }
    var target = (Class<?>) java;
    var bounds = Bounds.of(component.getAnnotation(Range.class));
    if (target == int.class || target == Integer.class) return new Scalar.Whole(bounds, false);
    if (target == long.class || target == Long.class) return new Scalar.Whole(bounds, true);
    if (target == double.class || target == Double.class) return new Scalar.Decimal(bounds);
    if (target == boolean.class || target == Boolean.class) return new Scalar.Flag();
    if (target == Path.class) return new Scalar.FilePath();
    if (target == String.class) return text(component.getAnnotation(Matches.class));
    if (target.isEnum()) return choice(target);
    if (target.isSealed()) return oneOf(target);
    return notation(target).<Type>map(n -> n).orElseGet(() -> section(target, ""));
  }

  private static Scalar text(Matches matches) {
    return matches == null
        ? new Scalar.Text(ANY, "text")
        : new Scalar.Text(Pattern.compile(matches.value()), matches.says());
  }

  private static Scalar choice(Class<?> target) {
    Map<String, Object> words = new LinkedHashMap<>();
    Map<String, String> docs = new LinkedHashMap<>();
    for (Object constant : target.getEnumConstants()) {
      var name = ((Enum<?>) constant).name();
      String word = name.toLowerCase(Locale.ROOT);
      words.put(word, constant);
      try {
        docs.put(word, doc(target.getField(name)));
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException("every constant is a field", e);
      }
    }
    return new Scalar.Choice(Collections.unmodifiableMap(words), Collections.unmodifiableMap(docs));
  }

  private static Type oneOf(Class<?> target) {
    String chosenBy = target.getAnnotation(ChosenBy.class).value();
    Map<String, Type.Section> kinds = new LinkedHashMap<>();
    for (Class<?> kind : kinds(target)) {
      var named = kind.getAnnotation(Named.class);
      String name = chosenBy.isEmpty() ? field(kind.getRecordComponents()[0]).key() : named.value();
      kinds.put(name, section(kind, name));
    }
    return new Type.OneOf(chosenBy, Collections.unmodifiableMap(kinds));
  }

  /** The records of a sealed interface, those of interfaces within it included. */
  private static List<Class<?>> kinds(Class<?> target) {
    List<Class<?>> kinds = new ArrayList<>();
    for (Class<?> kind : target.getPermittedSubclasses())
      if (kind.isSealed()) kinds.addAll(kinds(kind));
      else kinds.add(kind);
    return kinds;
  }

  /**
   * A record with {@code static parse(String)} is one value, not a section; its {@code static
   * form()} is the regular expression of all such texts.
   */
  private static Optional<Scalar> notation(Class<?> target) {
    try {
      Method parse = target.getMethod("parse", String.class);
      var form = (Pattern) target.getMethod("form").invoke(null);
      return Optional.of(
          new Scalar.Notation(
              doc(target),
              form,
              text -> {
                try {
                  return parse.invoke(null, text);
                } catch (InvocationTargetException e) {
                  if (e.getCause() instanceof IllegalArgumentException cause) throw cause;
                  throw new IllegalStateException(parse + " failed on " + text, e.getCause());
                } catch (IllegalAccessException e) {
                  throw new IllegalStateException(parse + " is not public", e);
                }
              }));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(target + " has no public static form()", e);
    }
  }

  private static String doc(AnnotatedElement element) {
    var doc = element.getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }

  static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
