"""Every published number as a row, safe to open in a spreadsheet. It knows nothing behind the release."""

import csv
import io
from collections.abc import Iterable, Iterator

from consult.i18n.text import Text
from consult.results.figures import Figure
from consult.results.figures.contract import Line, Part
from consult.results.model.release import PublishedTopic, Release
from consult.results.suppression import share
from consult.spreadsheets import BOM, safe_cell

HEADER: tuple[str, ...] = (
    "release",
    "version",
    "kind",
    "id",
    "title_ar",
    "title_fr",
    "title_en",
    "theme",
    "row",
    "row_ar",
    "row_fr",
    "row_en",
    "column",
    "column_ar",
    "column_fr",
    "column_en",
    "measure",
    "value",
    "base",
    "share",
    "hidden",
    "outcome",
)


def csv_rows(release: Release) -> Iterator[tuple[str, ...]]:
    """The header, then one row a number: the release's channels, figures and topics in their order."""
    yield HEADER
    start = (str(release.number), str(release.version))
    for line in _channel_lines(release.channels, base=release.n):
        yield (*start, *_row("release", release.consultation, release.titles, line))
    for figure in release.figures:
        for line in (*figure.lines(), *_channel_lines(figure.head.channels, base=figure.head.base)):
            yield (*start, *_row("figure", figure.question, figure.head.title, line, figure=figure))
    for topic in release.topics:
        for line in _topic_lines(topic):
            yield (*start, *_row("topic", topic.id, topic.names, line, topic=topic))


def csv_file(release: Release) -> Iterator[str]:
    """The file in pieces, to be sent as UTF-8: the byte-order mark, then lines as RFC 4180 wants them."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BOM)
    for row in csv_rows(release):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _channel_lines(channels: Iterable[Part], *, base: int | None) -> Iterator[Line]:
    for part in channels:
        yield Line(measure="people", column=f"channel:{part.key}", value=part.count, base=base)


def _topic_lines(topic: PublishedTopic) -> Iterator[Line]:
    yield Line(measure="people", value=topic.count, base=topic.base)
    for part in topic.varieties:
        yield Line(measure="people", column=f"variety:{part.key}", value=part.count, base=topic.count)


def _row(
    kind: str,
    key: str,
    title: Text,
    line: Line,
    *,
    figure: Figure | None = None,
    topic: PublishedTopic | None = None,
) -> tuple[str, ...]:
    of = share(int(line.value), of=line.base) if line.measure == "people" and line.value is not None else None
    cells = (
        f"{kind}:{figure.name}" if figure else kind,
        key,
        *_texts(title),
        topic.theme if topic else "",
        line.row,
        *_texts(line.row_label),
        line.column,
        *_texts(line.column_label),
        line.measure,
        _number(line.value),
        _number(line.base),
        "" if of is None else f"{of:.4f}",
        "1" if line.value is None else "0",
        topic.decision.outcome if topic and topic.decision else "",
    )
    return tuple(safe_cell(cell) for cell in cells)


def _texts(text: Text) -> tuple[str, str, str]:
    return text.ar, text.fr, text.en


def _number(value: float | None) -> str:
    """Averages have one decimal, which is left out where it is nought."""
    return "" if value is None else f"{value:.1f}".removesuffix(".0")
