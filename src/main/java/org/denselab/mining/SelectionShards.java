package org.denselab.mining;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.denselab.base.Pieces;
import org.denselab.base.Progress;
import org.denselab.base.Sha256;
import org.denselab.data.Query;
import org.denselab.data.QuerySet;

/** Mines so many queries at a time, so that an interrupted run need not begin anew. */
final class SelectionShards {
  private static final Logger LOG = LogManager.getLogger();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIZE = 1024;

  private final Pieces kept;
  private final String setting;
  private final Progress progress;

  /**
   * @param setting what selections depend on beside the queries
   * @param progress is told of queries that need not be mined
   */
  SelectionShards(Pieces kept, String setting, Progress progress) {
    this.kept = kept;
    this.setting = setting;
    this.progress = progress;
  }

  /** Selects for some of the queries. */
  interface Work {
    List<Selection> of(List<Query> part) throws IOException;
  }

  /** The selections of all queries, in their order. */
  List<Selection> map(QuerySet queries, Work work) throws IOException {
    List<Selection> all = new ArrayList<>();
    for (int shard = 0; shard * SIZE < queries.queries().size(); shard++) {
      int to = Math.min(queries.queries().size(), (shard + 1) * SIZE);
      List<Query> part = queries.queries().subList(shard * SIZE, to);
      String from = Sha256.of(setting, Miner.fingerprint(queries, part));
      Optional<byte[]> found = kept.find(shard, from);
      if (found.isPresent()) {
        if (all.isEmpty()) LOG.info("mining continues with the queries that were kept");
        all.addAll(read(found.get()));
        progress.step(part.size());
      } else {
        List<Selection> mined = work.of(part);
        kept.add(shard, from, JSON.writeValueAsBytes(mined));
        all.addAll(mined);
      }
    }
    return all;
  }

  private static List<Selection> read(byte[] json) {
    try {
      return List.of(JSON.readValue(json, Selection[].class));
    } catch (JacksonException e) {
      throw new IllegalStateException("its checksum was right", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
