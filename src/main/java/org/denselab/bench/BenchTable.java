package org.denselab.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** Results for people, and for scripts. */
public final class BenchTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MIB = 1 << 20;

  private BenchTable() {}

  /** A heading, a table with a row an arm, and a line {@code RESULT {...}} for each. */
  public static List<String> lines(Settings settings, List<Result> results) {
    var lines = new ArrayList<String>();
    Arm first = results.getFirst().arm();
    Sizes sizes = settings.sizes();
    lines.add(
        "%s, %s: %d queries of up to %d tokens, %d passages of up to %d"
            .formatted(
                first.shape().name(),
                first.job().spelling(),
                sizes.queries(),
                sizes.queryLength(),
                sizes.passages(),
                sizes.passageLength()));
    var rows = new ArrayList<List<String>>();
    if (first.job() == Job.GEMM) {
      rows.add(
          List.of("engine", "precision", "threads", "product", "tokens x out x in", "GFLOP/s"));
      for (Result result : results) products(result, rows);
    } else {
      rows.add(
          List.of(
              "engine",
              "precision",
              "mask",
              "threads",
              "ms a step",
              "quartiles",
              "ratio",
              "tokens/s",
              "GFLOP/s",
              "of limit",
              "peak MB",
              "arena MB",
              "heap bytes",
              "CPU ms"));
      for (Result result : results) rows.add(row(result));
    }
    lines.addAll(aligned(rows));
    for (Result result : results) lines.add("RESULT " + json(settings, result));
    return lines;
  }

  private static List<String> row(Result r) {
    Arm arm = r.arm();
    return List.of(
        word(arm.engine()),
        word(arm.precision()),
        arm.mask().spelling(),
        Integer.toString(arm.threads()),
        fixed(r.millis(0.5), 1),
        fixed(r.millis(0.25), 1) + " to " + fixed(r.millis(0.75), 1),
        fixed(r.ratio(), 3),
        fixed(r.tokensPerSecond(), 0),
        fixed(r.gflops(), 0),
        r.shareOfLimit() == 0 ? "" : fixed(100 * r.shareOfLimit(), 0) + " %",
        fixed(r.reading().peakBytes() / MIB, 0),
        r.reading().workspaceBytes() == 0 ? "" : fixed(r.reading().workspaceBytes() / MIB, 0),
        fixed(r.heapBytes(), 0),
        fixed(r.cpuMillis(), 0));
  }

  private static void products(Result r, List<List<String>> rows) {
    for (Reading.Limit l : r.reading().limit())
      rows.add(
          List.of(
              word(r.arm().engine()),
              word(r.arm().precision()),
              Integer.toString(r.arm().threads()),
              l.product(),
              l.tokens() + " x " + l.out() + " x " + l.in(),
              fixed(l.gflops(), 0)));
  }

  private static String json(Settings settings, Result r) {
    Arm arm = r.arm();
    var json = new LinkedHashMap<String, Object>();
    json.put("bench", arm.job().spelling());
    json.put("shape", arm.shape().name());
    json.put("mask", arm.mask().spelling());
    json.put("engine", word(arm.engine()));
    json.put("precision", word(arm.precision()));
    json.put("threads", arm.threads());
    json.put("batch", settings.sizes().queries());
    json.put("query", settings.sizes().queryLength());
    json.put("passage", settings.sizes().passageLength());
    json.put("negatives", settings.sizes().negatives());
    json.put("limit_gflops", rounded(r.reading().limitGflops()));
    if (arm.job() == Job.GEMM) {
      json.put("products", r.reading().limit());
    } else {
      json.put("steps", r.steps().size());
      json.put("median_ms", rounded(r.millis(0.5)));
      json.put("min_ms", rounded(r.millis(0)));
      json.put("q1_ms", rounded(r.millis(0.25)));
      json.put("q3_ms", rounded(r.millis(0.75)));
      json.put("ratio", rounded(r.ratio()));
      json.put("cpu_ms", rounded(r.cpuMillis()));
      json.put("tokens_per_s", rounded(r.tokensPerSecond()));
      json.put("gflop", rounded(r.reading().flops() / 1e9));
      json.put("gflops", rounded(r.gflops()));
      json.put("share_of_limit", rounded(r.shareOfLimit()));
      json.put("peak_mb", rounded(r.reading().peakBytes() / MIB));
      json.put("arena_mb", rounded(r.reading().workspaceBytes() / MIB));
      json.put("heap_bytes", Math.round(r.heapBytes()));
      json.put("others_cpu", rounded(r.others()));
    }
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private static String fixed(double value, int decimals) {
    var format = NumberFormat.getNumberInstance(Locale.ROOT);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format.format(value);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows)
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    return rows.stream()
        .map(
            row -> {
              var line = new StringBuilder();
              for (int i = 0; i < widths.length; i++)
                line.append("  ")
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(row.get(i));
              return line.toString();
            })
        .toList();
  }
}
