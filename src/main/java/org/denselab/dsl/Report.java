package org.denselab.dsl;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.denselab.dsl.schema.Checked;
import org.denselab.dsl.schema.Default;
import org.denselab.dsl.schema.Doc;
import org.denselab.dsl.schema.Range;
import org.denselab.dsl.schema.Size;

/** What the report shows. */
public record Report(
    @Default("none") @Doc("the difference that the study is about") Optional<Delta> delta,
    @Default("true") @Doc("texts of queries and passages; false: their ids only") boolean texts,
    @Default("true")
        @Doc("whether the page looks into single queries; without it the page is smaller")
        boolean queries,
    @Default("5") @Range(min = 0) @Doc("queries shown that gained most, and that lost most")
        int examples,
    @Default("[]")
        @Doc("files of published numbers, which the report sets beside those of equal cells")
        List<Path> published,
    @Default("[]") @Doc("claims that are tested, such as a paper's; all are one family")
        List<Claim> claims) {
  public Report {
    published = List.copyOf(published);
    claims = List.copyOf(claims);
  }

  /** A difference between cells of the sweep. */
  public record Delta(
      @Doc("path of the sweep that is compared") String over,
      @Doc("its value that others are compared with") String baseline) {}

  /** That a sum of differences between cells is positive, or that it is of no account. */
  public record Claim(
      @Doc("what is claimed, in words") String claim,
      @Default("\"\"") @Doc("who claims it, such as Table 1 of the paper") String source,
      @Size(min = 1) @Doc("cells by values of swept paths, whose scores are added")
          List<Map<String, String>> plus,
      @Size(min = 1) @Doc("as many cells, whose scores are taken away")
          List<Map<String, String>> minus,
      @Default("none")
          @Range(above = 0)
          @Doc("the claim is that the sum lies within this margin of 0; none: that it is positive")
          Optional<Double> within,
      @Default("[]") @Doc("tasks whose mean is meant; none: all") List<String> tasks,
      @Default("dense") @Doc("retriever whose scores are meant") String retriever)
      implements Checked {
    public Claim {
      plus = plus.stream().map(Claim::inOrder).toList();
      minus = minus.stream().map(Claim::inOrder).toList();
      tasks = List.copyOf(tasks);
    }

    private static Map<String, String> inOrder(Map<String, String> where) {
      return Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }

    @Override
    public void check(Findings at) {
      if (plus.size() != minus.size())
        at.problem("minus", "a claim takes away as many cells as it adds");
    }
  }
}
