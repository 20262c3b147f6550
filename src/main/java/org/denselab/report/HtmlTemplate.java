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

/**
 * A page of one file: the template escapes all text; the content security policy lets run only our
 * script and apply only our style, by their hashes, and forbids the network.
 */
final class HtmlTemplate {
  private static final Version VERSION = Configuration.VERSION_2_3_34;

  private HtmlTemplate() {}

  /**
   * @param styles files under {@code style/}, and {@code scripts} under {@code script/}
   */
  static String render(
      String template, List<String> styles, List<String> scripts, Map<String, Object> values) {
    String style = resources("style/", styles);
    String script = resources("script/", scripts);
    Map<String, Object> model = new HashMap<>(values);
    model.put("style", style);
    model.put("styleHash", sha256(style));
    model.put("script", script);
    model.put("scriptHash", sha256(script));
    try {
      DefaultObjectWrapper wrapper = new DefaultObjectWrapperBuilder(VERSION).build();
      model.put("figures", wrapper.getStaticModels().get(Figures.class.getName()));
      model.put("evidence", wrapper.getStaticModels().get(EvidenceText.class.getName()));
      var page = new StringWriter();
      configuration(wrapper).getTemplate(template).process(model, page);
      return page.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException("the template " + template + " does not fit its view", e);
    }
  }

  private static Configuration configuration(DefaultObjectWrapper wrapper) {
    var configuration = new Configuration(VERSION);
    configuration.setClassForTemplateLoading(HtmlTemplate.class, "");
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
    try (InputStream in = HtmlTemplate.class.getResourceAsStream(name)) {
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
