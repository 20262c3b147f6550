package org.denselab.dl4j;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.graph.ByteOrder;
import org.nd4j.graph.DType;
import org.nd4j.graph.FlatArray;
import org.nd4j.graph.UIAddName;
import org.nd4j.graph.UIEvent;
import org.nd4j.graph.UIEventSubtype;
import org.nd4j.graph.UIEventType;
import org.nd4j.graph.UIInfoType;
import org.nd4j.graph.UIStaticInfoRecord;

/**
 * Scalars as {@code org.nd4j.graph.ui.LogFileWriter} frames them: the lengths of a header and of a
 * content, big-endian, and the two, FlatBuffers both. That class opens and locks its file for each
 * number; this one only makes the bytes.
 */
final class ScalarFrames {
  private static final int LENGTHS = 2 * Integer.BYTES;

  /** ND4J's description of an fp64 scalar: rank, type, stride of elements, order. */
  private static final long[] SHAPE = {0, 1 << 14, 1, 'c'};

  private static final short NO_VARIABLE = -1;

  private final FlatBufferBuilder header = new FlatBufferBuilder();
  private final FlatBufferBuilder content = new FlatBufferBuilder();
  private final byte[] value = new byte[Double.BYTES];

  /** What a file begins with: nothing about a graph, and the name of each series. */
  void begin(ByteArrayOutputStream out) {
    header.clear();
    header.finish(UIStaticInfoRecord.createUIStaticInfoRecord(header, UIInfoType.START_EVENTS));
    frame(header.sizedByteArray(), new byte[0], out);
    for (Series series : Series.values()) {
      event(UIEventType.ADD_NAME, UIEventSubtype.NONE, -1, System.currentTimeMillis(), 0);
      content.clear();
      int name = content.createString(series.title());
      content.finish(UIAddName.createUIAddName(content, series.number(), name));
      frame(header.sizedByteArray(), content.sizedByteArray(), out);
    }
  }

  void add(Scalar scalar, ByteArrayOutputStream out) {
    Series series = scalar.series();
    event(UIEventType.SCALAR, series.subtype(), series.number(), scalar.millis(), scalar.step());
    content.clear();
    int shape = FlatArray.createShapeVector(content, SHAPE);
    ByteBuffer.wrap(value).putDouble(scalar.value());
    int buffer = FlatArray.createBufferVector(content, value);
    content.finish(FlatArray.createFlatArray(content, shape, buffer, DType.DOUBLE, ByteOrder.BE));
    frame(header.sizedByteArray(), content.sizedByteArray(), out);
  }

  private void event(byte type, byte subtype, int name, long millis, int step) {
    header.clear();
    header.finish(
        UIEvent.createUIEvent(header, type, subtype, name, millis, step, 0, NO_VARIABLE, 0, 0));
  }

  private static void frame(byte[] header, byte[] content, ByteArrayOutputStream out) {
    var lengths = ByteBuffer.allocate(LENGTHS).putInt(header.length).putInt(content.length);
    out.writeBytes(lengths.array());
    out.writeBytes(header);
    out.writeBytes(content);
  }

  /** The scalars of a file, as far as its bytes are whole and make sense. */
  static List<Scalar> read(ByteBuffer bytes) {
    List<Scalar> scalars = new ArrayList<>();
    try {
      read(bytes, scalars);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      // a FlatBuffer that is none: what stands before it is good
    }
    return scalars;
  }

  private static void read(ByteBuffer bytes, List<Scalar> scalars) {
    Map<Integer, Series> names = new HashMap<>();
    boolean started = false;
    while (bytes.remaining() >= LENGTHS) {
      int headerLength = bytes.getInt();
      int contentLength = bytes.getInt();
      if (headerLength <= 0 || contentLength < 0) return;
      if ((long) headerLength + contentLength > bytes.remaining()) return; // the end is torn
      ByteBuffer header = part(bytes, headerLength);
      ByteBuffer content = part(bytes, contentLength);
      if (started) event(UIEvent.getRootAsUIEvent(header), content, names, scalars);
      else started = isStart(header);
    }
  }

  private static boolean isStart(ByteBuffer header) {
    var record = UIStaticInfoRecord.getRootAsUIStaticInfoRecord(header);
    return record.infoType() == UIInfoType.START_EVENTS;
  }

  private static void event(
      UIEvent event, ByteBuffer content, Map<Integer, Series> names, List<Scalar> scalars) {
    switch (event.eventType()) {
      case UIEventType.ADD_NAME -> {
        var name = UIAddName.getRootAsUIAddName(content);
        Series.titled(name.name()).ifPresent(series -> names.put(name.nameIdx(), series));
      }
      case UIEventType.SCALAR -> {
        Series series = names.get(event.nameIdx());
        var array = FlatArray.getRootAsFlatArray(content);
        if (series == null || array.bufferLength() != Double.BYTES) return;
        ByteBuffer value = array.bufferAsByteBuffer().order(java.nio.ByteOrder.BIG_ENDIAN);
        scalars.add(new Scalar(series, event.iteration(), event.timestamp(), value.getDouble()));
      }
      default -> {}
    }
  }

  private static ByteBuffer part(ByteBuffer bytes, int length) {
    ByteBuffer part = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return part;
  }
}
