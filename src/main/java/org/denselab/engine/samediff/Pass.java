package org.denselab.engine.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.shape.Reshape;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.bp.AddBpOp;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph's operations laid out for one shape of batch: arrays are bound to operations once, and a
 * pass only executes. SameDiff's own session infers shapes, looks arrays up and allocates them anew
 * for every operation of every pass, and cannot stop after the forward half.
 */
final class Pass implements AutoCloseable {
  private record Step(SameDiffOp op, OpContext context) {}

  /** Memory of a variable, or of several that are reshapes of each other. */
  private static final class Store {
    private final DataBuffer buffer;
    private int readers;

    Store(DataBuffer buffer) {
      this.buffer = buffer;
    }
  }

  private final SameDiff graph;
  private final BufferPool pool;
  private final Map<String, INDArray> arrays = new HashMap<>();
  private final Map<String, Store> stores = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  /**
   * @param order operations, each after those it reads from
   * @param shapes of the fp32 placeholders
   * @param integers values of the int64 placeholders
   * @param kept variables that are read after the pass
   */
  Pass(
      SameDiff graph,
      List<SameDiffOp> order,
      Map<String, long[]> shapes,
      Map<String, long[]> integers,
      Set<String> kept,
      BufferPool pool) {
    this.graph = graph;
    this.pool = pool;
    pool.startOver();
    kept.forEach(name -> readers.merge(name, 1, Integer::sum));
    for (SameDiffOp op : order)
      op.getInputsToOp().forEach(name -> readers.merge(name, 1, Integer::sum));
    shapes.forEach(
        (name, shape) -> {
          if (readers.containsKey(name)) allocate(name, DataType.FLOAT, shape);
        });
    integers.forEach((name, values) -> arrays.put(name, Nd4j.createFromArray(values)));
    order.forEach(this::layOut);
    arrays.keySet().removeIf(name -> !kept.contains(name) && !shapes.containsKey(name));
    stores.clear();
    readers.clear();
  }

  /** The array of a placeholder or kept variable. */
  INDArray array(String variable) {
    return arrays.get(variable);
  }

  int size() {
    return steps.size();
  }

  /** Executes the operations from..to, in the order given. */
  void run(int from, int to) {
    for (Step step : steps.subList(from, to)) if (step.context() != null) execute(step);
  }

  private static void execute(Step step) {
    if (step.op().getOp() instanceof CustomOp op) Nd4j.exec(op, step.context());
    else Nd4j.exec((Op) step.op().getOp(), step.context());
  }

  private void layOut(SameDiffOp op) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    List<long[]> shapes = bind(op, context);
    int source = aliased(op, shapes);
    List<String> outputs = op.getOutputsOfOp();
    if (source >= 0) {
      context.purge();
      steps.add(new Step(op, null));
      for (int i = 0; i < outputs.size(); i++)
        alias(op.getInputsToOp().get(source), outputs.get(i), shapes.get(i));
    } else {
      boolean integers = false;
      for (int i = 0; i < outputs.size(); i++) {
        DataType type = graph.getVariable(outputs.get(i)).dataType();
        context.setOutputArray(i, allocate(outputs.get(i), type, shapes.get(i)));
        integers |= !type.isFPType();
      }
      var step = new Step(op, context);
      steps.add(step);
      // shapes, which depend on shapes alone: reshapes further on need them now
      if (integers) execute(step);
      for (String output : outputs) if (readers.getOrDefault(output, 0) == 0) giveBack(output);
    }
    op.getInputsToOp().forEach(this::release);
  }

  /**
   * The input that the outputs only repeat, or -1. Arrays are dense and row-major here, so a
   * reshape is another view of the same memory, and so are both gradients of a sum of equal shapes.
   */
  private int aliased(SameDiffOp op, List<long[]> shapes) {
    if (op.getOp() instanceof Reshape) return ownsMemory(op, 0) ? 0 : -1;
    if (!(op.getOp() instanceof AddBpOp) || !ownsMemory(op, 2)) return -1;
    long[] gradient = arrays.get(op.getInputsToOp().get(2)).shape();
    return shapes.stream().allMatch(shape -> Arrays.equals(shape, gradient)) ? 2 : -1;
  }

  /** Whether an input is neither parameter nor constant. */
  private boolean ownsMemory(SameDiffOp op, int input) {
    return stores.containsKey(op.getInputsToOp().get(input));
  }

  private void alias(String from, String to, long[] shape) {
    Store store = stores.get(from);
    store.readers += readers.getOrDefault(to, 0);
    stores.put(to, store);
    arrays.put(to, Nd4j.create(store.buffer, shape));
  }

  /** Sets an operation's inputs and arguments; the shapes of its outputs. */
  private List<long[]> bind(SameDiffOp op, OpContext context) {
    List<String> inputs = op.getInputsToOp();
    for (int i = 0; i < inputs.size(); i++) context.setInputArray(i, input(inputs.get(i)));
    if (op.getOp() instanceof DynamicCustomOp custom) {
      context.setIArguments(custom.iArgs());
      context.setTArguments(custom.tArgs());
      context.setBArguments(custom.bArgs());
      context.setDArguments(custom.dArgs());
    }
    var shapes =
        op.getOp() instanceof CustomOp custom
            ? custom.calculateOutputShape(context)
            : op.getOp().calculateOutputShape(context);
    return shapes.stream().map(LongShapeDescriptor::getShape).toList();
  }

  private INDArray input(String name) {
    return arrays.computeIfAbsent(
        name,
        _ -> {
          SDVariable variable = graph.getVariable(name);
          INDArray array = variable.getArr();
          if (array == null) throw new IllegalStateException(name + " has no value");
          return array;
        });
  }

  private INDArray allocate(String name, DataType type, long... shape) {
    INDArray array;
    if (type == DataType.FLOAT) {
      long elements = 1;
      for (long d : shape) elements *= d;
      var store = new Store(pool.take(elements));
      store.readers = readers.getOrDefault(name, 0);
      stores.put(name, store);
      array = Nd4j.create(store.buffer, shape);
    } else {
      array = Nd4j.createUninitialized(type, shape);
    }
    arrays.put(name, array);
    return array;
  }

  private void release(String name) {
    Store store = stores.get(name);
    if (store != null && --store.readers == 0) pool.give(store.buffer);
  }

  /** Takes back what an operation computes and nobody reads. */
  private void giveBack(String name) {
    if (stores.containsKey(name)) pool.give(stores.get(name).buffer);
  }

  @Override
  public void close() {
    for (Step step : steps) if (step.context() != null) step.context().purge();
  }
}
