package org.denselab.study;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.denselab.base.AtomicFiles;
import org.denselab.base.BadInput;

/**
 * One run at a time writes a results store; the lock names its holder. It goes with the process.
 */
public final class StoreLock implements AutoCloseable {
  private static final DateTimeFormatter SINCE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws BadInput when another process holds the store
   */
  public static StoreLock take(Store store) throws IOException {
    Path file = AtomicFiles.folder(store.reports()).resolve(".lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new BadInput(
          "%s already runs a study on %s; wait for it, stop it, or give another folder with -Dstore=DIR"
              .formatted(holder(Files.readString(file).strip()), store.root()));
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
    channel.force(true);
    return new StoreLock(channel);
  }

  /** Such as {@code process 4711 (since 2026-11-20 14:05:31)}. */
  private static String holder(String pid) {
    String process = "process " + pid;
    if (!pid.matches("\\d{1,18}")) return process;
    return ProcessHandle.of(Long.parseLong(pid))
        .flatMap(holder -> holder.info().startInstant())
        .map(SINCE::format)
        .map(since -> "%s (since %s)".formatted(process, since))
        .orElse(process);
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      // Beyond the pid, so that the holder's name can be read where locks are mandatory.
      return channel.tryLock(1 << 20, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
