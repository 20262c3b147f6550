package org.denselab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.denselab.base.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptsTest {
  private static Prompts of(String json) throws IOException {
    return Prompts.of(Path.of("config.json"), new ObjectMapper().readTree(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}||",
        "{'prompts': {'query': 'query: ', 'passage': 'passage: '}}|query: |passage: ",
        "{'prompts': {'query': 'q: ', 'document': 'd: ', 'corpus': 'c: '}}|q: |d: ",
        "{'prompts': {'query': 'q: ', 'corpus': 'c: '}}|q: |c: ",
        "{'prompts': {'query': 'q: '}, 'default_prompt_name': null}|q: |",
        "{'prompts': {'query': 'q: ', 'document': ''}, 'default_prompt_name': 'query'}|q: |",
        "{'prompts': {'query': 'q: ', 'sts': 's: '}, 'default_prompt_name': 'sts'}|q: |s: ",
        "{'prompts': {'s2p_query': 'q: '}}||",
      },
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`')
  void eachSideHasItsOwnElseTheDefault(String json, String query, String passage)
      throws IOException {
    Prompts prompts = of(json.replace((char) 39, '"'));
    assertThat(prompts.query()).isEqualTo(query == null ? "" : query);
    assertThat(prompts.passage()).isEqualTo(passage == null ? "" : passage);
  }

  @Test
  void aDefaultThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () -> of("{\"prompts\": {\"query\": \"q: \"}, \"default_prompt_name\": \"ask\"}"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("default_prompt_name is \"ask\", and there is no such prompt")
        .hasMessageContaining("there are query");
    assertThatThrownBy(() -> of("{\"prompts\": {\"query\": 7}}"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("prompts.query is 7, expected a text");
  }
}
