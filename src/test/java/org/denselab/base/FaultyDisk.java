package org.denselab.base;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** A disk that goes wrong at one kind of file, in one way, and does what is asked of it before. */
public final class FaultyDisk implements Disk {
  /** What goes wrong. */
  public enum Fault {
    /** The medium is full in the middle of the file. */
    NO_SPACE,
    /** The file may not be made. */
    DENIED,
    /** The medium takes all bytes and keeps half of them. */
    TORN,
    /** Power fails with the file written beside, before it has its name. */
    CRASH_BEFORE_RENAME,
    /** Power fails with the new name given, before the folder is on the medium. */
    CRASH_AFTER_RENAME
  }

  /** Power is gone: nothing that is called afterwards does anything. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  private final Fault fault;
  private final Predicate<Path> at;
  private boolean off;
  private boolean happened;

  /**
   * @param at the names, final or beside, where it goes wrong
   */
  public FaultyDisk(Fault fault, Predicate<Path> at) {
    this.fault = fault;
    this.at = at;
  }

  /** Runs {@code work} on this disk. */
  public <T> T during(Callable<T> work) throws Exception {
    return ScopedValue.where(AtomicFiles.DISK, this).call(work::call);
  }

  public boolean happened() {
    return happened;
  }

  private boolean happens(Fault now, Path path) {
    if (off) throw new Crash();
    if (fault != now || !at.test(path)) return false;
    happened = true;
    return true;
  }

  private Crash crash() {
    off = true;
    return new Crash();
  }

  @Override
  public void folder(Path folder) throws IOException {
    if (happens(Fault.DENIED, folder)) throw new AccessDeniedException(folder.toString());
    REAL.folder(folder);
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    if (happens(Fault.DENIED, file)) throw new AccessDeniedException(file.toString());
    return mayBreak(file, REAL.create(file));
  }

  @Override
  public OutputStream append(Path file) throws IOException {
    if (happens(Fault.DENIED, file)) throw new AccessDeniedException(file.toString());
    return mayBreak(file, REAL.append(file));
  }

  private OutputStream mayBreak(Path file, OutputStream out) {
    if (happens(Fault.NO_SPACE, file)) return new Half(out, file, false);
    return happens(Fault.TORN, file) ? new Half(out, file, true) : out;
  }

  @Override
  public void force(Path path) throws IOException {
    if (off) throw new Crash();
    REAL.force(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (happens(Fault.CRASH_BEFORE_RENAME, to)) throw crash();
    REAL.rename(from, to);
    if (happens(Fault.CRASH_AFTER_RENAME, to)) throw crash();
  }

  @Override
  public void delete(Path path) throws IOException {
    if (off) throw new Crash();
    REAL.delete(path);
  }

  private static final class Half extends FilterOutputStream {
    private final Path file;
    private final boolean silent;

    Half(OutputStream out, Path file, boolean silent) {
      super(out);
      this.file = file;
      this.silent = silent;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length / 2);
      if (!silent) throw new FileSystemException(file.toString(), null, "No space left on device");
    }

    @Override
    public void write(int b) throws IOException {
      if (!silent) throw new FileSystemException(file.toString(), null, "No space left on device");
    }
  }
}
