"""Measures SQLite FTS5 and Xapian on a folder of questions with known answers.

    python3 peers.py measure DIR [--limit N]    one line of JSON a system
    python3 peers.py table FILE                 such lines as one aligned table

DIR holds, as BEIR has it,
    corpus.jsonl    {"_id", "title", "text"} and, if any, "heads"
    queries.jsonl   {"_id", "text"}
    qrels.tsv       a header, then query, document and score, tab separated

A document is title, heads and text as one text, NFKC-folded and in lower case.
Words are runs of letters and digits of one script; a run of Han characters is
cut into its bigrams. A system is asked for any of the question's terms and
gives its 100 best by its own BM25 with its own parameters.

The time of a question runs from its text to the numbers of the documents: folding
and cutting count, reading files does not. build_s runs from the texts in memory
to the closed index. MB are 10^6 bytes. Questions without an answer are left out.
../../peers_test.go measures bleve by the same rules.
"""

import argparse
import json
import math
import re
import sqlite3
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

TOP = 100  # documents asked for
WARM_UP = 20  # questions asked before the clock starts

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
UNIT = re.compile(rf"([{HAN}]+)|[^\W_{HAN}]+")
RUN = re.compile(r"[^\W_]+")  # letters and digits of any script

Cut = Callable[[str], list[str]]


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def bigrams(text: str) -> list[str]:
    """The Han bigrams and the other words; a Han character alone is a word."""
    terms: list[str] = []
    for unit in UNIT.finditer(text):
        word = unit[0]
        if unit[1] and len(word) > 1:
            terms.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            terms.append(word)
    return terms


def unigrams_and_bigrams(text: str) -> list[str]:
    terms = bigrams(text)
    for unit in UNIT.finditer(text):
        if unit[1] and len(unit[1]) > 1:
            terms.extend(unit[1])
    return terms


def trigrams(text: str) -> list[str]:
    """What a question asks of FTS5's trigram tokenizer; a run under three has none."""
    runs = RUN.findall(text)
    return [run[i : i + 3] for run in runs for i in range(len(run) - 2)]


@dataclass(frozen=True)
class Data:
    docs: list[tuple[str, str]]  # id, text
    queries: list[tuple[str, str]]  # id, text; each has gold
    gold: dict[str, set[str]]  # query id -> document ids


def read_lines(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as err:
                    raise ValueError(f"{path}:{number}: {err}") from err


def read_gold(path: Path) -> dict[str, set[str]]:
    gold: dict[str, set[str]] = {}
    with path.open(encoding="utf-8") as lines:
        next(lines, None)  # the header
        for number, line in enumerate(lines, 2):
            if not line.strip():
                continue
            try:
                query, doc, score = line.rstrip("\r\n").split("\t")
                good = float(score) > 0
            except ValueError as err:
                raise ValueError(f"{path}:{number}: want query, document, score: {err}") from err
            if good:
                gold.setdefault(query, set()).add(doc)
    return gold


def read_data(folder: Path, limit: int | None) -> Data:
    """A limit keeps the first questions, and as many documents beside their gold."""
    gold = read_gold(folder / "qrels.tsv")
    queries = [(q["_id"], q["text"]) for q in read_lines(folder / "queries.jsonl") if q["_id"] in gold]
    queries = queries[:limit]
    if not queries:
        raise ValueError(f"{folder}: no question has an answer in qrels.tsv")
    wanted = set().union(*(gold[id] for id, _ in queries))
    docs: list[tuple[str, str]] = []
    for number, d in enumerate(read_lines(folder / "corpus.jsonl")):
        if limit is None or number < limit or d["_id"] in wanted:
            docs.append((d["_id"], " ".join((d["title"], d.get("heads") or "", d["text"]))))
    return Data(docs, queries, gold)


class Engine(Protocol):
    """An index on disk; a document's number counts from 1 in the order given."""

    name: str

    def build(self, texts: Iterable[str], folder: Path) -> None: ...

    def open(self, folder: Path) -> None: ...

    def search(self, query: str) -> list[int]: ...

    def close(self) -> None: ...


class Fts5:
    """SQLite's full-text index without the texts (contentless), in one segment."""

    def __init__(self, name: str, tokenize: str, cut_text: Cut | None, cut_query: Cut) -> None:
        self.name = name
        self.tokenize = tokenize
        self.cut_text = cut_text  # None: the tokenizer gets the text as it is
        self.cut_query = cut_query

    def build(self, texts: Iterable[str], folder: Path) -> None:
        db = sqlite3.connect(folder / "fts5.db")
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute(f"CREATE VIRTUAL TABLE docs USING fts5(text, content='', tokenize='{self.tokenize}')")
        rows = ((number, self.prepared(text)) for number, text in enumerate(texts, 1))
        db.executemany("INSERT INTO docs(rowid, text) VALUES (?, ?)", rows)
        db.execute("INSERT INTO docs(docs) VALUES ('optimize')")
        db.commit()
        db.close()

    def prepared(self, text: str) -> str:
        folded = fold(text)
        return folded if self.cut_text is None else " ".join(self.cut_text(folded))

    def open(self, folder: Path) -> None:
        self.db = sqlite3.connect(folder / "fts5.db")
        self.db.execute("PRAGMA query_only = ON")
        self.db.execute("PRAGMA cache_size = -262144")  # KiB: all of it, as the others map theirs
        self.db.execute("PRAGMA mmap_size = 4294967296")

    def search(self, query: str) -> list[int]:
        terms = dict.fromkeys(self.cut_query(fold(query)))
        if not terms:
            return []
        match = " OR ".join(f'"{term}"' for term in terms)
        sql = "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self.db.execute(sql, (match, TOP))]

    def close(self) -> None:
        self.db.close()


class Xapian:
    """A compacted Xapian database of terms without positions."""

    def __init__(self, name: str, cut: Cut) -> None:
        import xapian  # here, so that the table needs Python alone

        self.xapian = xapian
        self.name = name
        self.cut = cut

    def build(self, texts: Iterable[str], folder: Path) -> None:
        x = self.xapian
        with tempfile.TemporaryDirectory() as loose:
            db = x.WritableDatabase(loose, x.DB_CREATE_OR_OVERWRITE | x.DB_NO_SYNC)
            for text in texts:
                doc = x.Document()
                for term, times in Counter(self.cut(fold(text))).items():
                    if len(encoded := term.encode()) <= 245:  # Xapian takes no longer term
                        doc.add_term(encoded, times)
                db.add_document(doc)
            db.commit()
            db.compact(str(folder / "xapian"), x.DBCOMPACT_NO_RENUMBER)
            db.close()

    def open(self, folder: Path) -> None:
        self.db = self.xapian.Database(str(folder / "xapian"))
        self.enquire = self.xapian.Enquire(self.db)
        self.enquire.set_weighting_scheme(self.xapian.BM25Weight())

    def search(self, query: str) -> list[int]:
        terms = [encoded for term in self.cut(fold(query)) if len(encoded := term.encode()) <= 245]
        if not terms:
            return []
        self.enquire.set_query(self.xapian.Query(self.xapian.Query.OP_OR, terms))
        return [hit.docid for hit in self.enquire.get_mset(0, TOP)]

    def close(self) -> None:
        self.db.close()


def engines() -> list[Engine]:
    return [
        Fts5("SQLite FTS5 trigram", "trigram", None, trigrams),
        Fts5("SQLite FTS5 bigrams", "unicode61 remove_diacritics 0", bigrams, bigrams),
        Xapian("Xapian bigrams", bigrams),
        Xapian("Xapian uni+bigrams", unigrams_and_bigrams),
    ]


def measure(engine: Engine, data: Data) -> dict[str, str | int | float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = perf_counter()
        engine.build((text for _, text in data.docs), folder)
        build = perf_counter() - start
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        engine.open(folder)
        try:
            for _, text in data.queries[:WARM_UP]:
                engine.search(text)
            found, times = ask(engine, data)
        finally:
            engine.close()
    line: dict[str, str | int | float] = {
        "system": engine.name,
        "docs": len(data.docs),
        "queries": len(data.queries),
    }
    for key, value in quality(found, [data.gold[id] for id, _ in data.queries]).items():
        line[key] = round(value, 4)
    for percent in (50, 95, 99):
        line[f"p{percent}_ms"] = round(1000 * percentile(times, percent), 3)
    line["build_s"] = round(build, 2)
    line["index_mb"] = round(size / 1e6, 1)
    return line


def ask(engine: Engine, data: Data) -> tuple[list[list[str]], list[float]]:
    """For each question the ids found, best first, and the seconds it took."""
    found: list[list[str]] = []
    times: list[float] = []
    for _, text in data.queries:
        start = perf_counter()
        numbers = engine.search(text)
        times.append(perf_counter() - start)
        found.append([data.docs[number - 1][0] for number in numbers])
    return found, times


def quality(found: list[list[str]], gold: list[set[str]]) -> dict[str, float]:
    """MRR@10, NDCG@10 with gains 0 and 1, recall = gold found / gold; means over questions."""
    sums: dict[str, float] = dict.fromkeys(
        ("mrr@10", "ndcg@10", "recall@3", "recall@5", "recall@10", "recall@100"), 0.0
    )
    for ids, good in zip(found, gold, strict=True):
        ranks = [rank for rank, id in enumerate(ids, 1) if id in good]
        if ranks and ranks[0] <= 10:
            sums["mrr@10"] += 1 / ranks[0]
        ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(good), 10) + 1))
        sums["ndcg@10"] += sum(1 / math.log2(rank + 1) for rank in ranks if rank <= 10) / ideal
        for k in (3, 5, 10, 100):
            sums[f"recall@{k}"] += sum(rank <= k for rank in ranks) / len(good)
    return {key: total / len(gold) for key, total in sums.items()}


def percentile(times: list[float], percent: int) -> float:
    """The smallest time that percent of the questions do not exceed (nearest rank)."""
    return sorted(times)[math.ceil(percent * len(times) / 100) - 1]


COLUMNS = {
    "system": "", "docs": "d", "queries": "d",
    "mrr@10": ".3f", "ndcg@10": ".3f", "recall@3": ".3f", "recall@5": ".3f",
    "recall@10": ".3f", "recall@100": ".3f",
    "p50_ms": ".2f", "p95_ms": ".2f", "p99_ms": ".2f", "build_s": ".1f", "index_mb": ".1f",
}  # fmt: skip


def table(lines: Iterable[dict[str, Any]]) -> str:
    rows = [list(COLUMNS)]
    rows += [[format(line[key], spec) for key, spec in COLUMNS.items()] for line in lines]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures SQLite FTS5 and Xapian on a BEIR folder.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("measure", help="one line of JSON a system")
    run.add_argument("dir", type=Path, help="folder with corpus.jsonl, queries.jsonl and qrels.tsv")
    run.add_argument("--limit", type=int, help="a quick try: the first N questions, N documents and the gold")
    show = commands.add_parser("table", help="lines of JSON as one aligned table")
    show.add_argument("file", type=Path)
    args = parser.parse_args()
    try:
        if args.command == "table":
            print(table(read_lines(args.file)))
            return 0
        if args.limit is not None and args.limit < 1:
            parser.error("--limit must be 1 or more")
        data = read_data(args.dir, args.limit)
        for engine in engines():
            print(f"{engine.name} …", file=sys.stderr)
            print(json.dumps(measure(engine, data), ensure_ascii=False), flush=True)
    except (OSError, ValueError) as err:
        print(f"peers.py: {err}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
