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
import java.util.Locale;
import java.util.Map;

/**
 * The page: one file with its style, script and charts inside. The template escapes all text, and
 * the content security policy lets run only our script, by its hash, and forbids the network.
 */
final class HtmlPage {
  private static final Version VERSION = Configuration.VERSION_2_3_34;

  private HtmlPage() {}

  static String of(ReportView view) {
    String script = resource("page.js");
    Map<String, Object> model = new HashMap<>();
    model.put("view", view);
    model.put("sections", PageSection.of(view));
    model.put("style", resource("page.css"));
    model.put("script", script);
    model.put("scriptHash", sha256(script));
    model.put("json", ResultsJson.inline(view.result()));
    try {
      DefaultObjectWrapper wrapper = new DefaultObjectWrapperBuilder(VERSION).build();
      model.put("figures", wrapper.getStaticModels().get(Figures.class.getName()));
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
