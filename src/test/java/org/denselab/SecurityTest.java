package org.denselab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.net.URLClassLoader;

/** What {@code docs/security.md} promises of our own code. */
@AnalyzeClasses(packages = "org.denselab", importOptions = ImportOption.DoNotIncludeTests.class)
class SecurityTest {
  @ArchTest
  static final ArchRule NOTHING_SPEAKS_TO_A_NETWORK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "javax.net..", "java.rmi..", "com.sun.net..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\.(.*Socket.*|.*URLConnection|InetAddress)")
          .orShould()
          .callMethod(java.net.URL.class, "openStream")
          .orShould()
          .callMethod(java.net.URL.class, "openConnection");

  @ArchTest
  static final ArchRule DATA_IS_NEVER_CODE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.script..", "java.beans..", "javax.naming..", "javax.tools..")
          .orShould()
          .callMethod(Class.class, "forName", String.class);

  /**
   * The launcher reads the class path of the loader that Maven made for it, and starts the program;
   * a bench starts the same JVM once for each arm.
   */
  @ArchTest
  static final ArchRule ONLY_LAUNCHER_AND_BENCH_START_PROCESSES =
      noClasses()
          .that()
          .haveNameNotMatching(
              "org\\.denselab\\.(cli\\.(Launcher.*|BenchVerb)|bench\\.(ArmProcess|Sitting))")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(URLClassLoader.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String.class);

  /** SnakeYAML's open constructor builds whatever class a tag names. */
  @ArchTest
  static final ArchRule YAML_BUILDS_NO_OBJECTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.yaml.snakeyaml.constructor.Constructor")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.yaml.snakeyaml.introspector..", "org.yaml.snakeyaml.extensions..");
}
