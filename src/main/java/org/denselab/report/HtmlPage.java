package org.denselab.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.denselab.report.chart.Chart;
import org.denselab.study.result.Explored;

/**
 * The page: one file with its style, script and charts inside. The template escapes all text; the
 * content security policy lets run only our script and apply only our style, by their hashes, and
 * forbids the network.
 */
final class HtmlPage {
  private static final Version VERSION = Configuration.VERSION_2_3_34;

  private static final int MOST_BYTES = 1_990_000;

  /** Numbers past this are in results.json alone: a page stays under 2 MB. */
  private static final int MOST_JSON = 200_000;

  private static final List<String> SCRIPTS =
      List.of("start.js", "tables.js", "explorer.js", "downloads.js", "print.js");
  private static final List<String> STYLES =
      List.of("page.css", "sections.css", "tables.css", "explorer.css", "narrow.css", "print.css");

  private final ReportView view;
  private final List<Chart> claims;
  private final Downloads downloads;

  private HtmlPage(ReportView view, List<Chart> claims, Downloads downloads) {
    this.view = view;
    this.claims = claims;
    this.downloads = downloads;
  }

  /** At most {@link #MOST_BYTES}: queries to look into give way to what comes before them. */
  static String of(
      ReportView view, List<Chart> claims, Downloads downloads, List<Explored> explored) {
    var page = new HtmlPage(view, claims, downloads);
    return page.within(explored);
  }

  private String within(List<Explored> explored) {
    String page = render(ExplorerData.of(explored, ExplorerData.MOST_BYTES));
    int over = page.getBytes(StandardCharsets.UTF_8).length - MOST_BYTES;
    if (over <= 0) return page;
    int left = Math.max(0, ExplorerData.MOST_BYTES - over);
    return render(ExplorerData.of(explored, left));
  }

  private String render(ExplorerData explorer) {
    String script = resources("script/", SCRIPTS);
    String style = resources("style/", STYLES);
    Map<String, Object> model = new HashMap<>();
    model.put("view", view);
    model.put("explorer", explorer);
    model.put("claims", claims);
    model.put("downloads", downloads);
    model.put("downloadsJson", downloads.json());
    model.put("exhibits", PageExhibits.of(view.exhibits()));
    model.put("tables", PageTables.of(view.sections()));
    model.put("sections", PageSection.of(view, explorer));
    model.put("style", style);
    model.put("styleHash", sha256(style));
    model.put("script", script);
    model.put("scriptHash", sha256(script));
    String json = ResultsJson.inline(view.result());
    model.put("json", json.length() > MOST_JSON ? "" : json);
    try {
      DefaultObjectWrapper wrapper = new DefaultObjectWrapperBuilder(VERSION).build();
      model.put("figures", wrapper.getStaticModels().get(Figures.class.getName()));
      model.put("evidence", wrapper.getStaticModels().get(EvidenceText.class.getName()));
      var page = new StringWriter();
      configuration(wrapper).getTemplate("page.ftlh").process(model, page);
      return page.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException("the report's template does not fit its view", e);
    }
  }

  private static Configuration configuration(DefaultObjectWrapper wrapper) {
    var configuration = new Configuration(VERSION);
    configuration.setClassForTemplateLoading(HtmlPage.class, "");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
    configuration.setObjectWrapper(wrapper);
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    return configuration;
  }

  private static String resources(String folder, List<String> names) {
    return names.stream().map(name -> resource(folder + name)).collect(Collectors.joining("\n"));
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("missing from the class path: " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
