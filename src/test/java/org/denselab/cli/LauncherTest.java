package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LauncherTest {
  @Test
  void theClassPathIsThatOfTheLoaderInsideMaven() throws Exception {
    Path spaced = Path.of("/a folder/ümlaut.jar");
    Path plain = Path.of("/b/c.jar");
    URL[] urls = {spaced.toUri().toURL(), plain.toUri().toURL()};
    try (var loader = new URLClassLoader(urls)) {
      assertThat(Launcher.classPath(loader)).isEqualTo(spaced + ":" + plain);
    }
  }

  @Test
  void withoutMavenTheClassPathIsTheJvms() {
    assertThat(Launcher.classPath(LauncherTest.class.getClassLoader()))
        .isEqualTo(System.getProperty("java.class.path"));
  }

  @Test
  void namesOfSettingsAreReadWordByWord() {
    var words =
        List.of(
            "java",
            "-Dexp=a b.yaml",
            "-Dset=train.steps=5,question='x -Dnot=this'",
            "-D",
            "verb=plan",
            "--define",
            "store=there",
            "--define=memory=6g",
            "-DskipTests",
            "-q");
    assertThat(LauncherSettings.names(words))
        .containsExactly("exp", "set", "verb", "store", "memory", "skipTests");
  }

  @Test
  void everyOptionOfEveryVerbIsPassedOn() {
    var options = new TreeSet<String>();
    Arrays.stream(Verb.values()).forEach(verb -> options.addAll(verb.options()));
    assertThat(LauncherSettings.KNOWN).containsExactlyInAnyOrderElementsOf(options);
  }
}
