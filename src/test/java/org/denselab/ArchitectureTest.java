package org.denselab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;

/** Who may depend on whom. A room may always use itself and {@code base}. */
@AnalyzeClasses(packages = "org.denselab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "org.denselab.";

  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  static {
    may("base");
    may("dsl");
    may("data");
    may("weights");
    may("text", "data");
    may("eval", "data");
    may("mining", "data");
    may("lexical", "mining", "data");
    may("graph", "weights");
    may("backbone", "graph", "weights");
    may("engine", "graph", "weights");
    may("model", "backbone", "graph", "weights", "text");
    may("dl4j");
    may("train", "dl4j", "model", "engine", "graph", "weights", "text", "data", "eval");
    may("dense", "mining", "model", "engine", "graph", "text", "data", "eval");
    may("analysis", "engine", "graph", "text", "data", "eval");
    may(
        "study",
        "analysis",
        "dsl",
        "data",
        "text",
        "backbone",
        "graph",
        "weights",
        "engine",
        "model",
        "train",
        "lexical",
        "mining",
        "dense",
        "eval");
    may("report", "study.result", "eval");
    may("bench", "analysis", "backbone", "data", "dsl", "engine", "graph", "train", "weights");
    may(
        "cli",
        "analysis",
        "backbone",
        "bench",
        "dl4j",
        "model",
        "study",
        "dsl",
        "report",
        "eval",
        "data");
  }

  private static void may(String room, String... others) {
    MAY_USE.put(room, List.of(others));
  }

  @ArchTest
  static void roomsUseOnlyTheirNeighbours(JavaClasses classes) {
    MAY_USE.forEach(
        (room, others) -> {
          var allowed = new TreeSet<>(others);
          allowed.add(room);
          allowed.add("base");
          noClasses()
              .that()
              .resideInAPackage(ROOT + room + "..")
              .should()
              .dependOnClassesThat(oursOutside(allowed))
              .allowEmptyShould(true)
              .check(classes);
        });
  }

  @ArchTest
  static void everyRoomIsInTheTable(JavaClasses classes) {
    var rooms = new TreeSet<String>();
    for (JavaClass c : classes)
      if (c.getPackageName().startsWith(ROOT))
        rooms.add(c.getPackageName().substring(ROOT.length()).split("\\.", 2)[0]);
    Assertions.assertThat(MAY_USE.keySet()).containsAll(rooms);
  }

  @ArchTest
  static void nd4jStaysBehindTheEngine(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "graph..", ROOT + "engine.samediff..", ROOT + "dl4j..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
        .check(classes);
  }

  @ArchTest
  static void luceneStaysInItsRooms(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "lexical..", ROOT + "dense..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.lucene..")
        .check(classes);
  }

  /**
   * All that lasts goes through {@code base.AtomicFiles}. Not results: the store's lock, the log,
   * the kernel's counters, and what the build asks of the JDK.
   */
  @ArchTest
  static void nobodyElseWritesFiles(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "base")
        .and()
        .doNotHaveSimpleName("JavaHome")
        .should()
        .callMethodWhere(opensForWriting())
        .orShould()
        .callConstructorWhere(
            JavaCall.Predicates.target(
                owner(
                    assignableTo(FileOutputStream.class)
                        .or(assignableTo(RandomAccessFile.class))
                        .or(assignableTo(FileWriter.class)))))
        .check(classes);
  }

  /** Channels are opened for reading too; these do nothing else, but for the lock. */
  @ArchTest
  static void channelsAreForReadersAndTheLock(JavaClasses classes) {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "base")
        .and()
        .doNotHaveSimpleName("SafetensorsFile")
        .and()
        .doNotHaveSimpleName("VectorFile")
        .and()
        .doNotHaveSimpleName("StoreLock")
        .should()
        .callMethod(FileChannel.class, "open", Path.class, OpenOption[].class)
        .check(classes);
  }

  private static DescribedPredicate<JavaMethodCall> opensForWriting() {
    return DescribedPredicate.describe(
        "write, move or delete a file",
        call -> {
          String owner = call.getTargetOwner().getName();
          String name = call.getName();
          if (owner.equals(Files.class.getName()))
            return name.matches(
                "write.*|newOutputStream|newBufferedWriter|(copy|move|create|delete).*");
          // Jackson closes a file that it half wrote
          return name.equals("writeValue")
              && call.getTarget().getRawParameterTypes().getFirst().isEquivalentTo(File.class);
        });
  }

  private static DescribedPredicate<JavaClass> oursOutside(Iterable<String> rooms) {
    return DescribedPredicate.describe(
        "are in another room of ours than " + rooms,
        c -> {
          if (!c.getPackageName().startsWith(ROOT)) return false;
          String inside = c.getPackageName().substring(ROOT.length());
          for (String room : rooms)
            if (inside.equals(room) || inside.startsWith(room + ".")) return false;
          return true;
        });
  }
}
