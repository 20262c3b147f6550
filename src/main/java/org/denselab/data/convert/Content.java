package org.denselab.data.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.denselab.base.BadInput;
import org.denselab.data.Collection;
import org.denselab.data.Datasets;
import org.denselab.data.Document;
import org.denselab.data.Pairs;
import org.denselab.data.Qrels;
import org.denselab.data.Run;
import org.denselab.data.ScoredPair;
import org.denselab.data.format.CollectionFormat;
import org.denselab.data.format.Formats;
import org.denselab.data.format.JudgmentFormat;
import org.denselab.data.format.PassageFormat;
import org.denselab.data.format.Placed;
import org.denselab.data.format.QueryFormat;
import org.denselab.data.format.RecordFormat;
import org.denselab.data.format.RunFormat;
import org.denselab.data.format.ScoredFormat;
import org.denselab.data.format.TextFormat;
import org.denselab.data.format.Topic;
import org.denselab.data.format.TrainingFormat;
import org.denselab.data.format.TrainingRecord;

/** What a dataset is made of, whatever its format. Streams open anew at each call. */
sealed interface Content {
  /** For a person, such as {@code training records}. */
  String says();

  record Searchable(Collection data) implements Content {
    @Override
    public String says() {
      return "a collection";
    }
  }

  record Trainable(Supplier<Stream<Placed<TrainingRecord>>> records) implements Content {
    @Override
    public String says() {
      return "training records";
    }
  }

  record Scored(Supplier<Stream<ScoredPair>> pairs) implements Content {
    @Override
    public String says() {
      return "scored pairs";
    }
  }

  record Queries(Supplier<Stream<Topic>> topics) implements Content {
    @Override
    public String says() {
      return "queries";
    }
  }

  record Passages(Supplier<Stream<Document>> documents) implements Content {
    @Override
    public String says() {
      return "passages";
    }
  }

  record Judged(Qrels qrels) implements Content {
    @Override
    public String says() {
      return "judgments";
    }
  }

  record Retrieved(Run run) implements Content {
    @Override
    public String says() {
      return "a run";
    }
  }

  record Texts(Supplier<Stream<String>> texts) implements Content {
    @Override
    public String says() {
      return "plain text";
    }
  }

  record Records(Supplier<Stream<ObjectNode>> records) implements Content {
    @Override
    public String says() {
      return "JSON of other keys";
    }
  }

  /** What lies at a path. */
  static Content of(Formats.Taken taken) {
    var path = taken.path();
    return switch (taken.format()) {
      case CollectionFormat format -> new Searchable(format.open(path));
      case TrainingFormat format -> new Trainable(() -> format.read(path));
      case ScoredFormat format -> new Scored(() -> format.read(path).map(Placed::value));
      case QueryFormat format -> new Queries(() -> format.read(path).map(Placed::value));
      case PassageFormat format -> new Passages(() -> format.read(path).map(Placed::value));
      case JudgmentFormat format -> new Judged(format.read(path));
      case RunFormat format -> new Retrieved(format.read(path));
      case TextFormat format -> new Texts(() -> format.read(path).map(Placed::value));
      case RecordFormat format -> new Records(() -> format.read(path).map(Placed::value));
    };
  }

  /** A dataset of the registry, such as {@code atlas/search}. */
  static Content bundled(String name) {
    return switch (Datasets.open(name)) {
      case Collection data -> new Searchable(data);
      case Pairs pairs when !pairs.scored().isEmpty() && !pairs.triples().isEmpty() ->
          throw new BadInput(
              name + " holds training records and scored pairs; it has no one format");
      case Pairs pairs when pairs.scored().isEmpty() ->
          new Trainable(() -> pairs.triples().stream().map(TrainingRecord::of));
      case Pairs pairs -> new Scored(() -> pairs.scored().stream());
    };
  }
}
