package org.denselab.base;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Something that should last could not be written. The message names it and what to do. */
public final class WriteFailure extends IOException {
  private static final long serialVersionUID = 1;
  private static final String AGAIN = ", then run the same command again: what is finished is kept";

  private WriteFailure(String message, IOException cause) {
    super(message, cause);
  }

  /** The failure itself where it is one already, and else what it means for {@code file}. */
  static WriteFailure of(Path file, IOException cause) {
    if (cause instanceof WriteFailure known) return known;
    return new WriteFailure(file + " cannot be written: " + why(cause) + AGAIN, cause);
  }

  /** The failure among the causes of {@code e}, however it was wrapped on its way. */
  public static Optional<WriteFailure> in(Throwable e) {
    for (Throwable each = e; each != null; each = each.getCause())
      if (each instanceof WriteFailure failure) return Optional.of(failure);
    return Optional.empty();
  }

  private static String why(IOException cause) {
    String said = String.valueOf(reason(cause));
    String reason = said.toLowerCase(Locale.ROOT);
    if (reason.contains("no space") || reason.contains("quota") || reason.contains("too large"))
      return said + "; free some space or keep results elsewhere (-Dstore=DIR)";
    if (cause instanceof AccessDeniedException
        || reason.contains("permission denied")
        || reason.contains("read-only"))
      return said + "; make the folder writable or keep results elsewhere (-Dstore=DIR)";
    if (cause instanceof FileAlreadyExistsException
        || cause instanceof NotDirectoryException
        || reason.contains("not a directory")) return said + "; move away what is in its place";
    return said + "; check the disk";
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException e -> e.getFile() + " is in the way";
      case NotDirectoryException e -> e.getFile() + " is no folder";
      case NoSuchFileException e -> "there is no " + e.getFile();
      case FileSystemException e when e.getReason() != null -> e.getReason();
      case FileNotFoundException e -> e.getMessage();
      default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    };
  }
}
