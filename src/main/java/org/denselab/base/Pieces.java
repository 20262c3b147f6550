package org.denselab.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The finished pieces of a long piece of work, each a file with its checksum. Where pieces begin
 * and end must follow from the work alone, so that it comes out the same however often it was
 * interrupted. They are written at the pace of {@link Kept}, several at a time.
 */
public final class Pieces {
  private static final Logger LOG = LogManager.getLogger();
  private static final int DIGEST = 64;
  private static final int SUM = Long.BYTES;

  private final Kept kept;
  private final String kind;
  private final TreeMap<Integer, byte[]> unwritten = new TreeMap<>();

  /**
   * @param kind begins the names of the files
   */
  public Pieces(Kept kept, String kind) {
    this.kept = kept;
    this.kind = kind;
  }

  /**
   * What was kept of a piece. One that is damaged, or was made from something else, is named,
   * removed and has to be made again.
   *
   * @param from SHA-256 of what the piece is made from
   */
  public Optional<byte[]> find(int number, String from) throws IOException {
    Path file = file(number);
    if (!Files.isRegularFile(file)) return Optional.empty();
    byte[] bytes = Files.readAllBytes(file);
    int content = bytes.length - DIGEST - SUM;
    boolean whole =
        content >= 0
            && ByteBuffer.wrap(bytes, DIGEST + content, SUM).getLong()
                == Checksum.of(bytes, 0, DIGEST + content);
    if (whole && from.equals(new String(bytes, 0, DIGEST, StandardCharsets.US_ASCII)))
      return Optional.of(Arrays.copyOfRange(bytes, DIGEST, DIGEST + content));
    LOG.warn("{} is {}; it is made again", file, whole ? "of other data" : "damaged");
    AtomicFiles.deleteTree(file);
    return Optional.empty();
  }

  /** Keeps a piece, now or a little later. */
  public void add(int number, String from, byte[] content) throws IOException {
    var bytes = ByteBuffer.allocate(DIGEST + content.length + SUM);
    bytes.put(from.getBytes(StandardCharsets.US_ASCII)).put(content);
    bytes.putLong(Checksum.of(bytes.array(), 0, bytes.position()));
    unwritten.put(number, bytes.array());
    if (kept.due()) kept.save(this::write);
  }

  private void write() throws IOException {
    for (var piece : unwritten.entrySet())
      AtomicFiles.write(file(piece.getKey()), out -> out.write(piece.getValue()));
    unwritten.clear();
  }

  private Path file(int number) {
    return kept.folder().resolve(kind + "-" + number + ".piece");
  }
}
