package org.denselab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.denselab.report.Sheet.Entry;

/**
 * Tables for a paper, with the rules of booktabs: no wider than the text, as they are made smaller
 * where they would be. Text becomes text, whatever it holds.
 */
final class Latex {
  /** Characters of an entry past which its column breaks lines. */
  private static final int LONG = 40;

  private static final String BROKEN = "p{14em}";
  static final String FITTING =
      "\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n";

  private Latex() {}

  static String of(Sheet sheet, String name) {
    var out = new StringBuilder("% needs \\usepackage{booktabs,graphicx}\n");
    out.append("\\begin{table}\n\\centering\n");
    out.append("\\caption{").append(escape(sheet.title()));
    if (!sheet.caption().isEmpty()) out.append(". ").append(escape(sheet.caption()));
    out.append("}\n\\label{tab:").append(name).append("}\n");
    out.append(FITTING).append("\\begin{tabular}{");
    for (int i = 0; i < sheet.columns().size(); i++) out.append(column(sheet, i));
    out.append("}\n\\toprule\n");
    row(out, sheet.columns().stream().map(Latex::escape).toList());
    out.append("\\midrule\n");
    for (List<Entry> row : sheet.rows()) {
      List<String> cells = new ArrayList<>();
      for (Entry entry : row) cells.add(cell(entry));
      row(out, cells);
    }
    return out.append("\\bottomrule\n\\end{tabular}}\n\\end{table}\n").toString();
  }

  private static String column(Sheet sheet, int number) {
    if (sheet.numeric().get(number)) return "r";
    int longest =
        sheet.rows().stream().mapToInt(r -> r.get(number).text().length()).max().orElse(0);
    return longest > LONG ? BROKEN : "l";
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append(cells.stream().collect(Collectors.joining(" & ", "", " \\\\\n")));
  }

  private static String cell(Entry entry) {
    String text = escape(entry.sign() + entry.text());
    if (entry.bold()) text = "\\textbf{" + text + "}";
    return entry.mark().isEmpty() ? text : text + "\\textsuperscript{" + escape(entry.mark()) + "}";
  }

  /** {@code text} on one line with all that TeX would act on made plain. */
  static String escape(String text) {
    var escaped = new StringBuilder();
    text.strip().codePoints().forEach(c -> escaped.append(plain(c)));
    return escaped.toString();
  }

  private static String plain(int c) {
    return switch (c) {
      case '\\' -> "\\textbackslash{}";
      case '{', '}', '$', '&', '#', '_', '%' -> "\\" + Character.toString(c);
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '<' -> "\\textless{}";
      case '>' -> "\\textgreater{}";
      case '|' -> "\\textbar{}";
      case '"' -> "''"; // \textquotedbl wants another font encoding than TeX's own
      case '[', ']' -> "{" + Character.toString(c) + "}";
      case '−' -> "$-$";
      case '–' -> "--";
      case '…' -> "\\ldots{}";
      case '†' -> "$\\dagger$";
      case '‡' -> "$\\ddagger$";
      case 'Δ' -> "$\\Delta$";
      case '×' -> "$\\times$";
      case '→' -> "$\\rightarrow$";
      case '≈' -> "$\\approx$";
      case '±' -> "$\\pm$";
      case '²' -> "$^2$";
      case '·' -> "$\\cdot$";
      case '≥' -> "$\\geq$";
      case '≤' -> "$\\leq$";
      case '▲' -> "$\\uparrow$";
      case '▼' -> "$\\downarrow$";
      default -> invisible(c) ? " " : Character.toString(c);
    };
  }

  private static boolean invisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
