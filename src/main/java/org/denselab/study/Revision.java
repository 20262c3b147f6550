package org.denselab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The commit that is checked out, as git's own files name it: no other program is started. Whether
 * files were changed since is not known.
 */
final class Revision {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
  private static final String REF = "ref: ";
  private static final String ELSEWHERE = "gitdir: ";

  private Revision() {}

  /** Empty where {@code folder} is no checkout. */
  static Optional<String> of(Path folder) {
    try {
      Path git = folder.resolve(".git");
      if (Files.isRegularFile(git)) git = folder.resolve(after(ELSEWHERE, git));
      Path head = git.resolve("HEAD");
      if (!Files.isRegularFile(head)) return Optional.empty();
      String text = Files.readString(head).strip();
      if (!text.startsWith(REF)) return commit(text);
      String ref = text.substring(REF.length());
      Path common = git.resolve("commondir");
      Path home = Files.exists(common) ? git.resolve(Files.readString(common).strip()) : git;
      Path loose = home.resolve(ref);
      if (Files.isRegularFile(loose)) return commit(Files.readString(loose).strip());
      Path packed = home.resolve("packed-refs");
      if (!Files.isRegularFile(packed)) return Optional.empty();
      return Files.readAllLines(packed).stream()
          .filter(line -> line.endsWith(" " + ref))
          .findFirst()
          .flatMap(line -> commit(line.substring(0, line.indexOf(' '))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String after(String prefix, Path file) throws IOException {
    String text = Files.readString(file).strip();
    if (!text.startsWith(prefix)) throw new IllegalArgumentException("not of git: " + file);
    return text.substring(prefix.length());
  }

  private static Optional<String> commit(String text) {
    return COMMIT.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }
}
