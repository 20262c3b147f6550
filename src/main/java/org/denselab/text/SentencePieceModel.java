package org.denselab.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * What a SentencePiece model file says: the fields of its {@code sentencepiece_model.proto} that
 * bear on encoding.
 *
 * @param algorithm by number, see {@link #UNIGRAM} and {@link #BPE}
 * @param characters the compiled map that normalises characters, empty for none
 * @param dummyPrefix whether a text begins with a space
 * @param trims whether spaces at the ends go, and runs of them become one
 */
@SuppressWarnings("ArrayRecordComponent") // read once, handed on
record SentencePieceModel(
    List<Piece> pieces,
    int algorithm,
    int unknown,
    boolean byteFallback,
    byte[] characters,
    boolean dummyPrefix,
    boolean trims,
    boolean escapesSpaces) {
  static final int UNIGRAM = 1;
  static final int BPE = 2;

  /** A token; its number is its place in the list. */
  record Piece(String text, float score, Kind kind) {}

  enum Kind {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  /** The same model under other ids. */
  SentencePieceModel with(List<Piece> others, int unknownId) {
    return new SentencePieceModel(
        others, algorithm, unknownId, byteFallback, characters, dummyPrefix, trims, escapesSpaces);
  }

  /**
   * @throws IllegalArgumentException where the bytes are no such message
   */
  static SentencePieceModel parse(byte[] file) {
    var model = new Building();
    fields(
        ByteBuffer.wrap(file),
        (value, field) -> {
          switch (field) {
            case 1 -> model.pieces.add(piece(value.bytes()));
            case 2 -> fields(value.bytes(), model::trainer);
            case 3 -> fields(value.bytes(), model::normalizer);
            default -> {}
          }
        });
    if (model.pieces.isEmpty()) throw new IllegalArgumentException("it has no pieces");
    return model.built();
  }

  private static final class Building {
    private final List<Piece> pieces = new ArrayList<>();
    private int algorithm = UNIGRAM;
    private boolean byteFallback;
    private byte[] characters = {};
    private boolean dummyPrefix = true;
    private boolean trims = true;
    private boolean escapesSpaces = true;

    private void trainer(Value value, int field) {
      if (field == 3) algorithm = (int) value.number();
      if (field == 35) byteFallback = value.number() != 0;
    }

    private void normalizer(Value value, int field) {
      switch (field) {
        case 2 -> {
          characters = new byte[value.bytes().remaining()];
          value.bytes().get(characters);
        }
        case 3 -> dummyPrefix = value.number() != 0;
        case 4 -> trims = value.number() != 0;
        case 5 -> escapesSpaces = value.number() != 0;
        default -> {}
      }
    }

    private SentencePieceModel built() {
      int unknown = 0;
      for (int id = 0; id < pieces.size(); id++)
        if (pieces.get(id).kind() == Kind.UNKNOWN) unknown = id;
      return new SentencePieceModel(
          List.copyOf(pieces),
          algorithm,
          unknown,
          byteFallback,
          characters,
          dummyPrefix,
          trims,
          escapesSpaces);
    }
  }

  private static Piece piece(ByteBuffer message) {
    var text = new StringBuilder();
    float[] score = {0};
    Kind[] kind = {Kind.NORMAL};
    fields(
        message,
        (value, field) -> {
          switch (field) {
            case 1 -> text.append(StandardCharsets.UTF_8.decode(value.bytes()));
            case 2 -> score[0] = Float.intBitsToFloat((int) value.number());
            case 3 -> {
              if (value.number() < 1 || value.number() > Kind.values().length)
                throw new IllegalArgumentException("a piece is of kind " + value.number());
              kind[0] = Kind.values()[(int) value.number() - 1];
            }
            default -> {}
          }
        });
    return new Piece(text.toString(), score[0], kind[0]);
  }

  /** A field of a protobuf message: a number, or bytes. */
  private record Value(long number, ByteBuffer bytes) {}

  private static void fields(ByteBuffer message, ObjIntConsumer<Value> each) {
    message.order(ByteOrder.LITTLE_ENDIAN);
    while (message.hasRemaining()) {
      long key = varint(message);
      Value value =
          switch ((int) (key & 7)) {
            case 0 -> new Value(varint(message), null);
            case 1 -> new Value(need(message, 8).getLong(), null);
            case 2 -> new Value(0, bytes(message, varint(message)));
            case 5 -> new Value(need(message, 4).getInt(), null);
            default -> throw new IllegalArgumentException("it is no protobuf message");
          };
      boolean bytesWanted = (key & 7) == 2;
      if (bytesWanted || value.bytes() == null) each.accept(value, (int) (key >>> 3));
    }
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = need(message, 1).get();
      value |= (next & 127L) << shift;
      if (next >= 0) return value;
    }
    throw new IllegalArgumentException("it is no protobuf message");
  }

  private static ByteBuffer bytes(ByteBuffer message, long length) {
    need(message, length);
    ByteBuffer part = message.slice(message.position(), (int) length);
    message.position(message.position() + (int) length);
    return part;
  }

  private static ByteBuffer need(ByteBuffer message, long length) {
    if (length < 0 || length > message.remaining())
      throw new IllegalArgumentException("it ends in the middle");
    return message;
  }
}
