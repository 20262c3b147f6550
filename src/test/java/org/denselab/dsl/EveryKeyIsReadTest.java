package org.denselab.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Field;
import org.denselab.dsl.schema.Scalar;
import org.denselab.dsl.schema.Schema;
import org.denselab.dsl.schema.Type;
import org.denselab.dsl.schema.Type.Section;
import org.junit.jupiter.api.Test;

/** No key of the YAML is ignored: the program reads it, or another key's default does. */
class EveryKeyIsReadTest {
  @Test
  void everyComponentIsRead() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    JavaClasses classes =
        new ClassFileImporter().importPath(Path.of("target/classes/org/denselab"));
    List<Section> sections = sections(classes);
    List<String> unread = new ArrayList<>();
    for (Section section : sections)
      for (Field field : section.fields())
        if (!field.inline()
            && !onlyOne(field)
            && !defaults(sections, field)
            && !read(classes.get(section.target()), component(section, field)))
          unread.add(section.target().getSimpleName() + "." + field.key());
    assertThat(unread).isEmpty();
  }

  private static List<Section> sections(JavaClasses classes) {
    return classes.stream()
        .filter(type -> type.isRecord() && type.getPackageName().equals("org.denselab.dsl"))
        .map(type -> type.reflect().asSubclass(Record.class))
        .filter(EveryKeyIsReadTest::described)
        .map(Schema::of)
        .toList();
  }

  private static boolean described(Class<?> type) {
    return Stream.of(type.getRecordComponents()).anyMatch(c -> c.isAnnotationPresent(Doc.class));
  }

  private static String component(Section section, Field field) {
    int index = section.fields().indexOf(field);
    return section.target().getRecordComponents()[index].getName();
  }

  /** Nothing has to be read of what can be only one thing. */
  private static boolean onlyOne(Field field) {
    return switch (field.type()) {
      case Scalar.Choice choice -> choice.words().size() == 1;
      case Type.OneOf among -> among.kinds().size() == 1;
      default -> false;
    };
  }

  private static boolean defaults(List<Section> sections, Field field) {
    return sections.stream()
        .flatMap(section -> section.fields().stream())
        .flatMap(other -> other.value().stream())
        .anyMatch(value -> value.contains("." + field.key() + "}"));
  }

  /** By the accessor, or by that of an interface, or by a method of the record. */
  private static boolean read(JavaClass type, String name) {
    var accessors =
        Stream.concat(Stream.of(type), type.getAllRawInterfaces().stream())
            .flatMap(t -> t.tryGetMethod(name).stream())
            .flatMap(method -> method.getAccessesToSelf().stream());
    var fields =
        type.getField(name).getAccessesToSelf().stream()
            .filter(access -> access.getAccessType() == AccessType.GET)
            .filter(access -> !access.getOrigin().getName().equals(name));
    return Stream.concat(accessors, fields).anyMatch(EveryKeyIsReadTest::counts);
  }

  private static boolean counts(JavaAccess<?> access) {
    return !access.getOriginOwner().getSimpleName().endsWith("Checks")
        && !Set.of("check", "equals", "hashCode", "toString", "<init>")
            .contains(access.getOrigin().getName());
  }
}
