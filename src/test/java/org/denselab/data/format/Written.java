package org.denselab.data.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tiny files of every format, as the tools that own the formats write them. */
public final class Written {
  /** A file's name and text. */
  record Sample(String name, String text) {}

  /** By format. A folder has several files. */
  static final Map<String, List<Sample>> SAMPLES =
      Map.ofEntries(
          Map.entry(
              "beir",
              List.of(
                  new Sample(
                      "corpus.jsonl",
                      """
                      {"_id": "d1", "title": "Lamps", "text": "A red lamp."}
                      {"_id": "d2", "title": "", "text": "A blue\\tkettle."}
                      {"_id": "d3", "title": "", "text": "An anvil."}
                      """),
                  new Sample(
                      "queries.jsonl",
                      """
                      {"_id": "q1", "text": "red lamp"}
                      {"_id": "q2", "text": "kettle"}
                      {"_id": "q3", "text": "judged by nobody"}
                      """),
                  new Sample(
                      "qrels/train.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n"),
                  new Sample("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq2\td2\t2\n"))),
          Map.entry(
              "msmarco",
              List.of(
                  new Sample("collection.tsv", "1\tA red lamp.\n2\tA blue kettle.\n3\tAn anvil.\n"),
                  new Sample("queries.train.tsv", "10\tred lamp\n11\tanvil\n"),
                  new Sample("queries.dev.small.tsv", "12\tkettle\n"),
                  new Sample("queries.eval.tsv", "13\tjudged by nobody\n"),
                  new Sample("qrels.train.tsv", "10\t0\t1\t1\n11\t0\t3\t1\n"),
                  new Sample("qrels.dev.small.tsv", "12\t0\t2\t1\n"),
                  new Sample("qidpidtriples.train.full.2.tsv", "10\t1\t2\n10\t1\t3\n11\t3\t1\n"))),
          one(
              "tevatron",
              "t.jsonl",
              """
              {"query_id": "1", "query": "red lamp", "answers": ["a lamp"], "positive_passages": [{"docid": "7", "title": "Lamps", "text": "A red lamp."}, {"docid": "8", "title": "", "text": "It is red."}], "negative_passages": [{"docid": "9", "title": "Kettles", "text": "A blue kettle."}], "source": "x"}
              {"query_id": "2", "query": "kettle", "positive_passages": [{"docid": "9", "title": "Kettles", "text": "A blue kettle."}], "negative_passages": []}
              """),
          Map.entry(
              "tevatron-ids",
              List.of(
                  new Sample(
                      "train.jsonl",
                      """
                      {"query_id": "1", "query_text": "red lamp", "query_image": null, "positive_document_ids": ["7"], "negative_document_ids": ["9", "8"], "source": "x"}
                      """),
                  new Sample(
                      "corpus.jsonl",
                      """
                      {"docid": "7", "title": "", "text": "A red lamp."}
                      {"docid": "8", "title": "Anvils", "text": "An anvil."}
                      {"docid": "9", "title": "", "text": "A blue kettle."}
                      """))),
          one(
              "flagembedding",
              "f.jsonl",
              """
              {"query": "red lamp", "pos": ["A red lamp.", "It is\\nred."], "neg": ["A kettle."], "pos_scores": [98.1875, 1], "neg_scores": [-0.50], "prompt": "Find it.", "type": "normal"}
              {"query": "kettle", "query_id": 12, "pos": ["A kettle."], "neg": [], "pos_index": [54386775], "neg_index": [], "answers": ["yes"], "teacher_scores": [3.0]}
              """),
          one(
              "dpr",
              "d.json",
              """
              [ { "question": "red lamp", "answers": ["a lamp", "it"],
                  "positive_ctxs": [{"title": "Lamps", "text": "A red lamp.", "score": 1000, "title_score": 1, "passage_id": "7"}],
                  "negative_ctxs": [{"title": "Rain", "text": "Rain fell."}],
                  "hard_negative_ctxs": [{"title": "Kettles", "text": "A kettle.", "score": 12.5, "psg_id": "9"}] },
                { "dataset": "nq", "question": "anvil", "answers": [], "positive_ctxs": [{"title": "", "text": "An anvil."}], "negative_ctxs": [], "hard_negative_ctxs": [] } ]
              """),
          one(
              "triples",
              "nli.jsonl",
              """
              {"anchor": "a lamp", "positive": "some lamp", "negative": "no lamp", "genre": "x"}
              {"anchor": "an anvil", "positive": "some anvil"}
              """),
          one(
              "msmarco-triples",
              "triples.train.small.tsv",
              "red lamp\tA red lamp.\tA kettle.\nkettle\tA \"blue\" kettle.\tAn anvil.\n"),
          one("sts", "sts.tsv", "score\tsentence1\tsentence2\n3.5\ta \"b\"\tc\n0.0\td\te\n"),
          one("topics", "queries.dev.tsv", "1\tred lamp\n2\t kettle \n"),
          one(
              "trec-topics",
              "topics.401",
              """
              <top>

              <num> Number: 401
              <title> foreign minorities, Germany

              <desc> Description:
              What language differences
              impede integration?

              <narr> Narrative:
              A relevant document says so.

              </top>

              <top><num>402</num><title>lamps & kettles</title></top>
              """),
          one("beir-queries", "queries.jsonl", "{\"_id\": \"q1\", \"text\": \"red\\tlamp\"}\n"),
          one("qrels", "qrels.txt", "1 0 d1 1\n1 0 d2 0\n2 0 d1 2\n"),
          one("beir-qrels", "test.tsv", "query-id\tcorpus-id\tscore\n1\td 1\t1\n2\td2\t3\n"),
          one("run", "bm25.txt", "1 Q0 d1 1 12.5 bm25\n1 Q0 d2 2 11.25 bm25\n"),
          one("msmarco-collection", "collection.tsv", "0\tA red lamp.\n1\tA kettle.\n"),
          one(
              "beir-corpus",
              "corpus.jsonl",
              "{\"_id\": \"d1\", \"title\": \"T\", \"text\": \"a\\nb\"}\n"),
          one("text", "a.txt", "A red lamp.\nA kettle.\n"),
          one(
              "jsonl",
              "x.jsonl",
              "{\"input\": \"a\", \"output\": [1, 2.50]}\n{\"input\": \"b\"}\n"));

  private Written() {}

  private static Map.Entry<String, List<Sample>> one(String format, String name, String text) {
    return Map.entry(format, List.of(new Sample(name, text)));
  }

  /** Writes the sample of a format and returns its file, or its folder. */
  public static Path sample(Path folder, String format) {
    Path own = folder.resolve(format);
    try {
      for (Sample sample : SAMPLES.get(format)) {
        Path file = own.resolve(sample.name());
        Files.createDirectories(file.getParent());
        Files.writeString(file, sample.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean whole = Formats.named(format) instanceof CollectionFormat;
    return whole ? own : own.resolve(SAMPLES.get(format).getFirst().name());
  }
}
