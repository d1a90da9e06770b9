"""Full-text search over everything cached: symbols, summaries, parties, and the text of the pages.

Text and query are folded the same way before FTS5 sees them: NFC, lower case, đ→d; FTS5 removes the other marks. The
fold keeps one code point for one, so places in folded text are places in the text as written. Every word of the user
is quoted; a symbol (12/QĐ-UBND) is a phrase. Newest first, then re-ranked among the newest hits: bm25 would read the
whole index for each word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from sync.cache.database import Database
from sync.cache.shelves import Words

HITS_MAX = 150
PREFIX_LETTERS_MIN = 3
TEXT_LETTERS_MAX = 2_000_000
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_TOKEN = re.compile(r"\w+")


def compose(text: str) -> str:
    """NFC: one code point a letter wherever Unicode has one."""
    return unicodedata.normalize("NFC", text)


class _Folding(dict[int, str]):
    """Folded letter by code point, made when first met."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        plain = "d" if letter in "đĐ" else unicodedata.normalize("NFD", letter)[0].lower()
        self[point] = plain if len(plain) == 1 else letter
        return self[point]


_folding = _Folding()


def fold(text: str) -> str:
    """Text without marks and capitals, one code point for one of `compose(text)`."""
    return compose(text).translate(_folding)


def match_expression(query: str) -> str:
    """The FTS5 expression of what a person typed; "" when it holds no word.

    Words are joined by AND and quoted; the last one matches its beginnings when it has three letters. What is written
    together with marks between (`12/QĐ-UBND`) or in quotation marks is a phrase.
    """
    terms = [_TOKEN.findall(fold(quoted or plain)) for quoted, plain in _TERM.findall(query)]
    terms = [term for term in terms if term]
    if not terms:
        return ""
    phrases = ['"' + " ".join(term) + '"' for term in terms]
    is_open = not query.endswith((" ", '"')) and len(terms[-1][-1]) >= PREFIX_LETTERS_MIN
    return " AND ".join(phrases) + ("*" if is_open else "")


class Hit(msgspec.Struct, frozen=True):
    """A found record: the column of its best hit (code, subject, party, body), and its row for paging."""

    id: str
    row: int
    column: str


class Search:
    """The index and its queries. Writes stand in a transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, query: str, *, limit: int = 50, before: int | None = None) -> list[Hit]:
        """The hits among the newest documents, those by symbol first, then summary, then party, then page text."""
        expression = match_expression(query)
        if not expression:
            return []
        rows = self._database.rows(
            "SELECT e.row, r.id, e.code, e.subject, e.party FROM fts JOIN entry e ON e.row = fts.rowid"
            " JOIN record r ON r.row = e.row WHERE fts MATCH ? AND fts.rowid < ? ORDER BY fts.rowid DESC LIMIT ?",
            (expression, before if before is not None else 2**63 - 1, HITS_MAX),
        )
        tokens = _TOKEN.findall(fold(query))
        ranked = [(_rank(tokens, texts), Hit(id=record_id, row=row, column="")) for row, record_id, *texts in rows]
        ranked.sort(key=lambda pair: (pair[0], -pair[1].row))
        columns = ("code", "subject", "party", "body")
        return [msgspec.structs.replace(hit, column=columns[rank]) for rank, hit in ranked[:limit]]

    def add_text(self, sha256: str, text: str) -> None:
        """Keep the text read from a file's pages, and index it with the records that refer to the file."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO page_text (sha256, text) VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET text = ?2",
                (sha256, compose(text)[:TEXT_LETTERS_MAX]),
            )
            self._database.write(
                "UPDATE record SET is_indexed = 0 WHERE row IN (SELECT row FROM ref WHERE sha256 = ?)", (sha256,)
            )

    def text_of(self, sha256: str) -> str | None:
        """The text read from a file's pages, when it was read."""
        row = self._database.row("SELECT text FROM page_text WHERE sha256 = ?", (sha256,))
        return str(row[0]) if row else None

    def without_text(self, limit: int) -> list[str]:
        """Files that are here, are the present page of a record, and whose text nobody has read yet, newest first."""
        rows = self._database.rows(
            "SELECT f.sha256 FROM ref f JOIN blob b ON b.sha256 = f.sha256 AND b.state = 'here'"
            " LEFT JOIN page_text t ON t.sha256 = f.sha256 WHERE f.rank = 0 AND t.sha256 IS NULL"
            " ORDER BY f.row DESC LIMIT ?",
            (limit,),
        )
        return [sha256 for (sha256,) in rows]

    def put(self, row: int, words: Words | None) -> None:
        """Index a record by its words and the text of its present page."""
        self.forget(row)
        if words is None:
            return
        texts = self._database.rows(
            "SELECT t.text FROM ref f JOIN page_text t ON t.sha256 = f.sha256 WHERE f.row = ? AND f.rank < 2", (row,)
        )
        body = "\n".join(text for (text,) in texts)
        values = (row, fold(words.code), fold(words.subject), fold(words.party), fold(body))
        self._database.write("INSERT INTO entry (row, code, subject, party, body) VALUES (?, ?, ?, ?, ?)", values)
        self._database.write("INSERT INTO fts (rowid, code, subject, party, body) VALUES (?, ?, ?, ?, ?)", values)

    def forget(self, row: int) -> None:
        """Remove a record's words from the index, leaving none behind in its pages."""
        old = self._database.row("SELECT row, code, subject, party, body FROM entry WHERE row = ?", (row,))
        if old is None:
            return
        self._database.write(
            "INSERT INTO fts (fts, rowid, code, subject, party, body) VALUES ('delete', ?, ?, ?, ?, ?)", old
        )
        self._database.write("DELETE FROM entry WHERE row = ?", (row,))


def _rank(tokens: Sequence[str], texts: Sequence[str]) -> int:
    """The first column that holds all the words (0 code, 1 subject, 2 party), else 3."""
    for column, text in enumerate(texts):
        words = _TOKEN.findall(text)
        if all(any(word.startswith(token) for word in words) for token in tokens):
            return column
    return 3
