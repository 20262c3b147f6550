package org.denselab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void aMisspeltOptionIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> given("stroe").refuseUnknown(Verb.RUN))
        .isInstanceOf(BadInput.class)
        .hasMessage("-Dstroe: no such option; did you mean -Dstore?");
    assertThatThrownBy(() -> given("xyzzy").refuseUnknown(Verb.SUMMARY))
        .hasMessage("-Dxyzzy: no such option; there is -Dverb, -Dexp, -Dset, -Dmemory");
  }

  @Test
  void anOptionOfAnotherVerbIsNotIgnored() {
    assertThatThrownBy(() -> given("store").refuseUnknown(Verb.EVAL))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "-Dstore belongs to -Dverb=run, plan, status, report, ui or clean, not to -Dverb=eval");
  }

  @Test
  void whatMeansSomethingToMavenOrJavaPasses() {
    assertThatCode(
            () ->
                given("exp,skipTests,style.color,maven.test.skip,socksProxyHost")
                    .refuseUnknown(Verb.RUN))
        .doesNotThrowAnyException();
  }

  @Test
  void aMisspeltVerbIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> with("verb", "plam").verb())
        .isInstanceOf(BadInput.class)
        .hasMessage("-Dverb=plam: no such verb; did you mean \"plan\"?");
    assertThat(with("verb", "eval").verb()).isEqualTo(Verb.EVAL);
    assertThat(with("exp", "x").verb()).isEqualTo(Verb.RUN);
  }

  @Test
  void flagsAreTrueOrFalse() {
    assertThat(with("complete", "true").flag("complete")).isTrue();
    assertThat(with("complete", "false").flag("complete")).isFalse();
    assertThatThrownBy(() -> with("complete", "yes").flag("complete"))
        .hasMessage("-Dcomplete=yes: expected true or false");
  }

  @Test
  void theCommandThatGoesOnIsReadyForAShell() {
    var line = with("exp", "my study.yaml");
    line.properties().setProperty("set", "train.steps=5,question='why'");
    line.properties().setProperty("store", "/data/runs");
    assertThat(StudyFile.command(line))
        .isEqualTo(
            "mvn -q compile exec:java '-Dexp=my study.yaml'"
                + " '-Dset=train.steps=5,question='\\''why'\\''' -Dstore=/data/runs");
  }

  private static CommandLine given(String names) {
    return with("denselab.given", names);
  }

  private static CommandLine with(String name, String value) {
    var properties = new Properties();
    properties.setProperty(name, value);
    return new CommandLine(properties, Path.of(""));
  }
}
