package org.denselab.engine.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.denselab.backbone.BackboneConfig;
import org.denselab.backbone.Backbones;
import org.denselab.backbone.Head;
import org.denselab.backbone.bert.BertConfig;
import org.denselab.engine.Batch;
import org.denselab.engine.Matrix;
import org.denselab.engine.Request;
import org.denselab.graph.Lora;
import org.denselab.graph.Nonlinearity;
import org.denselab.graph.Parameter;
import org.denselab.graph.Pooling;
import org.denselab.graph.Program;

/** A BERT, decoder or T5 of odd sizes with a request and a batch, all drawn from one seed. */
final class RandomCase implements AutoCloseable {
  private static final int VOCABULARY = 37;
  private static final int POSITIONS = 90;

  /** Past what attention keeps whole. */
  private static final int LONG = Choices.usual().longestWhole() + 80;

  private static final List<String> INNER =
      List.of(
          "embeddings",
          "encoder.layer.0.attention.self.key",
          "encoder.layer.0.intermediate.act",
          "encoder.layer.0.attention.output.dense",
          "encoder.layer.0.output.add");

  private final SplittableRandom random;
  private final BackboneConfig config;
  private final Program program;
  private final Request request;
  private final Batch batch;

  RandomCase(long seed) {
    random = new SplittableRandom(seed);
    config = random.nextInt(3) == 0 ? bert() : RandomBackbone.draw(random);
    var project = random.nextInt(3) == 0 ? OptionalInt.of(1 + 2 * from(9)) : OptionalInt.empty();
    var head = new Head(pick(Pooling.values()), project, random.nextBoolean());
    program = Backbones.build(config, head, Backbones.initial(config, head, seed), seed);
    if (random.nextInt(3) == 0) adapt();
    else if (random.nextInt(4) == 0) program.freeze(name -> name.startsWith("embed"));
    program.parameters().forEach(this::shake);
    request = drawRequest();
    batch = drawBatch();
  }

  private BertConfig bert() {
    int heads = from(4);
    return new BertConfig(
        VOCABULARY,
        heads * (2 + from(18)),
        from(2),
        heads,
        1 + 2 * from(40),
        POSITIONS,
        from(3),
        pick(Nonlinearity.values()),
        pick(new Double[] {1e-12, 1e-5}),
        pick(new Double[] {0.0, 0.15}),
        pick(new Double[] {0.0, 0.2}),
        0.2);
  }

  private void adapt() {
    var targets =
        config instanceof BertConfig
            ? pick(new String[] {"query", "all-linear", "attention", "intermediate.dense"})
            : pick(new String[] {"q_proj", "all-linear", "attention", "gate_proj"});
    program.lora(new Lora(from(5), from(9), pick(new Double[] {0.0, 0.1}), List.of(targets), 1));
  }

  /** So that no bias is 0 and no norm's weight 1. */
  private void shake(Parameter parameter) {
    MemorySegment values = parameter.values();
    for (long i = 0; i < parameter.elements(); i++) {
      float drawn = values.getAtIndex(JAVA_FLOAT, i) + 0.1f * (float) random.nextGaussian();
      values.setAtIndex(JAVA_FLOAT, i, drawn);
    }
  }

  private Request drawRequest() {
    var taps = new ArrayList<>(List.of("embedding", "pooled", "pooling"));
    for (int i = 0; i <= config.layers(); i++) taps.add("hidden." + i);
    if (config instanceof RandomBackbone drawn) taps.addAll(drawn.inner());
    else taps.addAll(INNER);
    var read = some(taps, from(3));
    var seeded = some(taps, from(2));
    return new Request(read, seeded, some(taps, random.nextInt(3)));
  }

  private List<String> some(List<String> taps, int count) {
    var chosen = new ArrayList<String>();
    while (chosen.size() < count) {
      String tap = taps.get(random.nextInt(taps.size()));
      if (!chosen.contains(tap)) chosen.add(tap);
    }
    return chosen;
  }

  private Batch drawBatch() {
    int[][] ids = new int[from(9)][];
    int types = config instanceof BertConfig bert ? bert.typeVocabSize() : 1;
    int[][] typeIds = random.nextBoolean() ? new int[ids.length][] : null;
    // the reference has no relative biases past 512 tokens
    boolean anyLength = config instanceof RandomBackbone drawn && drawn.buckets() == 0;
    boolean isLong = anyLength && random.nextInt(5) == 0;
    for (int i = 0; i < ids.length; i++) {
      int length = random.nextInt(4) == 0 ? from(POSITIONS) : from(20);
      if (isLong && i == 0) length = LONG - random.nextInt(70);
      ids[i] = random.ints(length, 0, VOCABULARY).toArray();
      if (typeIds != null) typeIds[i] = random.ints(length, 0, types).toArray();
    }
    var noise = new Batch.Noise(random.nextInt(4) > 0, random.nextLong(), from(9), from(5));
    int[] pooledFrom = null;
    if (random.nextBoolean())
      pooledFrom = Arrays.stream(ids).mapToInt(s -> random.nextInt(s.length)).toArray();
    return new Batch(ids, typeIds, noise, pooledFrom);
  }

  Program program() {
    return program;
  }

  Request request() {
    return request;
  }

  Batch batch() {
    return batch;
  }

  /** A gradient for each seeded tap. */
  Map<String, Matrix> seeds() {
    var seeds = new LinkedHashMap<String, Matrix>();
    var taps = request.seeded().toArray(String[]::new);
    try (var run = new PlanEngine(1).compile(program, Request.inference(taps))) {
      run.forward(batch).forEach((tap, like) -> seeds.put(tap, seed(like)));
    }
    return seeds;
  }

  /** A gradient for a tap, as forward returned it or would. */
  Matrix seed(Matrix like) {
    var seed = new Matrix(like.rows(), like.columns());
    for (int i = 0; i < seed.values().length; i++) seed.values()[i] = (float) random.nextGaussian();
    return seed;
  }

  private int from(int most) {
    return 1 + random.nextInt(most);
  }

  private <T> T pick(T[] among) {
    return among[random.nextInt(among.length)];
  }

  int hiddenSize() {
    return config.hiddenSize();
  }

  @Override
  public void close() {
    program.close();
  }

  @Override
  public String toString() {
    return config + ", " + request + ", " + batch.size() + " sequences, " + batch.noise();
  }
}
