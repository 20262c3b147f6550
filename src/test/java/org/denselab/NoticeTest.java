package org.denselab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * {@code NOTICE} lists every library on the class path with its licence, as its POM states it, and
 * none has a licence that we do not allow. {@code mvn -q test -Dtest=NoticeTest -Ddocs=write}
 * writes the list anew.
 */
class NoticeTest {
  private static final Path FILE = Path.of("NOTICE");
  private static final String MARKER =
      "\n(the list is made by: mvn -q test -Dtest=NoticeTest -Ddocs=write)\n\n";

  /** SPDX name by what POMs write; of several licences we take the first that stands here. */
  private static final Map<String, String> ALLOWED = new TreeMap<>();

  static {
    ALLOWED.put("(the )?apache.*2(\\.0)?", "Apache-2.0");
    ALLOWED.put("(the )?mit( license)?", "MIT");
    ALLOWED.put("(the )?bsd( license|.3-clause)?", "BSD-3-Clause");
    ALLOWED.put("eclipse public license v2.0", "EPL-2.0");
    ALLOWED.put("eclipse public license", "EPL-1.0");
    ALLOWED.put("mozilla public license, version 2.0", "MPL-2.0");
  }

  @Test
  void theNoticeListsTheClassPathAndItsLicences() throws Exception {
    var lines = new TreeMap<String, String>();
    for (Path jar : jars()) {
      Path pom = pom(jar);
      lines.put(coordinates(pom), licence(pom));
    }
    assertThat(lines).as("jars on the class path").hasSizeGreaterThan(40);
    var list = new StringBuilder();
    lines.forEach((name, licence) -> list.append("%-75s %s\n".formatted(name, licence)));
    String text = Files.readString(FILE);
    String wanted = text.substring(0, text.indexOf(MARKER) + MARKER.length()) + list;
    if ("write".equals(System.getProperty("docs"))) Files.writeString(FILE, wanted);
    else
      assertThat(text)
          .as("write it anew: mvn -q test -Dtest=NoticeTest -Ddocs=write")
          .isEqualTo(wanted);
  }

  private static List<Path> jars() {
    var jars = new ArrayList<Path>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      if (entry.endsWith(".jar") && !isRunner(jar)) jars.add(jar);
    }
    return jars;
  }

  /** The jars of the one who runs the tests are not ours. */
  private static boolean isRunner(Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith("surefire") || name.startsWith("junit-platform-launcher");
  }

  /** A local repository keeps each POM beside its jar. */
  private static Path pom(Path jar) {
    Path version = jar.toAbsolutePath().getParent();
    Path artifact = version.getParent();
    return version.resolve(artifact.getFileName() + "-" + version.getFileName() + ".pom");
  }

  private static String coordinates(Path pom) {
    Path version = pom.getParent();
    Path artifact = version.getParent();
    Element project = read(pom);
    String group = child(project, "groupId");
    if (group == null) group = child(parent(project), "groupId");
    return group + ":" + artifact.getFileName() + ":" + version.getFileName();
  }

  /** The first allowed licence of a POM, or of its nearest ancestor that states any. */
  private static String licence(Path pom) {
    Element project = read(pom);
    var names = project.getElementsByTagName("license");
    for (int i = 0; i < names.getLength(); i++) {
      String name = child((Element) names.item(i), "name").strip();
      for (var allowed : ALLOWED.entrySet())
        if (name.toLowerCase(java.util.Locale.ROOT).matches(allowed.getKey()))
          return allowed.getValue();
    }
    assertThat(names.getLength()).as("licences of %s, none of them allowed", pom).isZero();
    Element parent = parent(project);
    assertThat(parent).as("%s states no licence", pom).isNotNull();
    String artifact = child(parent, "artifactId");
    String version = child(parent, "version");
    Path root = pom;
    for (int i = 0; i < 3 + child(groupOf(project), "groupId").split("\\.").length; i++)
      root = root.getParent();
    return licence(
        root.resolve(child(parent, "groupId").replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".pom"));
  }

  private static Element groupOf(Element project) {
    return child(project, "groupId") == null ? parent(project) : project;
  }

  private static Element parent(Element project) {
    for (Node n = project.getFirstChild(); n != null; n = n.getNextSibling())
      if (n instanceof Element e && e.getTagName().equals("parent")) return e;
    return null;
  }

  private static String child(Element element, String name) {
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling())
      if (n instanceof Element e && e.getTagName().equals(name)) return e.getTextContent().strip();
    return null;
  }

  private static Element read(Path pom) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(pom.toFile())
          .getDocumentElement();
    } catch (IOException
        | org.xml.sax.SAXException
        | javax.xml.parsers.ParserConfigurationException e) {
      throw new IllegalStateException("cannot read " + pom, e);
    }
  }
}
