package org.denselab.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.denselab.base.BadInput;

/** Weights in other formats: recognised, refused, and the way out named. */
final class ForeignFormat {
  private ForeignFormat() {}

  /** Refuses what begins like a pickle, a zip archive or a Git LFS pointer. */
  static void refuse(Path path, MemorySegment file) {
    byte[] start = file.asSlice(0, Math.min(file.byteSize(), 20)).toArray(ValueLayout.JAVA_BYTE);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("version https://git"))
      throw new BadInput(
          path + ": this is a Git LFS pointer, not the weights; fetch them with: git lfs pull");
    if (text.startsWith("PK\3\4") || text.startsWith("\u0080\2")) throw pickle(path);
  }

  /** A pickle can run any code while it is read, so Denselab does not read it. */
  static BadInput pickle(Path bin) {
    String converted = converted(bin.getFileName().toString());
    return new BadInput(
        bin
            + ": PyTorch pickles are not read (a pickle can run code). Convert it once, in its"
            + " folder: python -c \"import torch, safetensors.torch as s; s.save_file({k:"
            + " v.clone().contiguous() for k, v in torch.load('"
            + (bin.getFileName() + "', map_location='cpu', weights_only=True).items()}, '")
            + (converted + "', {'format': 'pt'})\""));
  }

  /** Pickles in shards are converted together, so that the index is made anew. */
  static BadInput pickledShards(Path index) {
    return new BadInput(
        index
            + ": PyTorch pickles are not read (a pickle can run code). Convert the folder once:"
            + " python -c \"from transformers import AutoModel as M; M.from_pretrained('.',"
            + " torch_dtype='auto').save_pretrained('.', safe_serialization=True)\"");
  }

  private static String converted(String bin) {
    return bin.startsWith("adapter") ? PeftAdapter.WEIGHTS : ModelFiles.SINGLE;
  }
}
