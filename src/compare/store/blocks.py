"""Passages of one document as compressed bytes, and back: their texts, lines and places.

A block holds some passages in a row, so that one of them is had without the rest of a
long document. zlib keeps a sum of what it holds.
"""

import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Characters from which on a block is closed: more would be unpacked for nothing, and leave
#: gaps in the pages of the file; less packs badly.
FULL = 1_536
#: A dictionary of frequent words would save another tenth of the text, but packing would
#: take three times as long.
LEVEL = 6


class Piece(NamedTuple):
    """A passage as it is stored: its text, and where it stands in its document."""

    text: str
    line: int
    start: int
    role: str


def cut(pieces: Sequence[Piece]) -> Iterator[tuple[int, Sequence[Piece]]]:
    """*pieces* in portions for a block each, with the number of the first."""
    first = size = 0
    for number, piece in enumerate(pieces):
        size += len(piece.text)
        if size >= FULL:
            yield first, pieces[first : number + 1]
            first, size = number + 1, 0
    if first < len(pieces):
        yield first, pieces[first:]


def packed(pieces: Sequence[Piece]) -> bytes:
    """The block of *pieces*."""
    heads = []
    line = end = 0
    for piece in pieces:
        # Differences, because they are nearly always the same small numbers.
        heads.append(f"{piece.line - line},{piece.start - end},{len(piece.text)},{piece.role}")
        line, end = piece.line, piece.start + len(piece.text)
    text = "".join(piece.text for piece in pieces)
    body = f"{' '.join(heads)}\n{text}".encode("utf-8", "surrogatepass")
    return zlib.compress(body, LEVEL)


class Block:
    """Unpacked passages; one of them is made when it is asked for."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError or zlib.error when *data* is damaged."""
        body = zlib.decompress(data)
        heads, _, self._text = body.decode("utf-8", "surrogatepass").partition("\n")
        self._heads = heads.split(" ")

    def __len__(self) -> int:
        return len(self._heads)

    def __getitem__(self, number: int) -> Piece:
        at = line = end = 0
        for head in self._heads[: number + 1]:
            more_lines, gap, length, role = head.split(",")
            line += int(more_lines)
            start = end + int(gap)
            end = start + int(length)
            at += end - start
        return Piece(self._text[at - end + start : at], line, start, role)

    def __iter__(self) -> Iterator[Piece]:
        at = line = end = 0
        for head in self._heads:
            more_lines, gap, length, role = head.split(",")
            line += int(more_lines)
            start = end + int(gap)
            end = start + int(length)
            yield Piece(self._text[at : at + end - start], line, start, role)
            at += end - start
