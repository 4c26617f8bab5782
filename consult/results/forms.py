"""What the composer's form means: submitted fields in, a draft out. It refuses to judge it; the gate does."""

from uuid import UUID

from consult.i18n.locales import CODES
from consult.i18n.text import Text
from consult.results.model import Evidence, Finding
from consult.results.model.draft import MOST_FINDINGS, ChosenQuote, Draft
from consult.web.forms import Fields


def text_of(fields: Fields, name: str) -> Text:
    return Text(**{code: fields.one(f"{name}.{code}").strip() for code in CODES})


def read_seen(fields: Fields) -> int:
    """The version the sender had before them; without a readable one, none."""
    given = fields.one("seen")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def holds_draft(fields: Fields) -> bool:
    return fields.has("titles.ar")


def read_draft(fields: Fields, *, before: Draft | None, approver: str) -> Draft:
    """Quotes approved earlier keep the name of the person who approved them."""
    topics = tuple(dict.fromkeys(key for key in fields.many("topics") if _is_uuid(key)))
    return Draft(
        titles=text_of(fields, "titles"),
        intro=text_of(fields, "intro"),
        method=text_of(fields, "method"),
        findings=tuple(
            finding
            for at in range(MOST_FINDINGS)
            if (finding := _finding(fields, f"findings.{at}")) != Finding(sentence=Text())
        ),
        figures=tuple(dict.fromkeys(fields.many("figures"))),
        topics=topics,
        quotes=_quotes(fields, topics, before=before, approver=approver),
    )


def read_reason(fields: Fields) -> Text:
    return text_of(fields, "retraction")


def _finding(fields: Fields, name: str) -> Finding:
    evidence = (_evidence(given) for given in fields.many(f"{name}.evidence"))
    return Finding(
        sentence=text_of(fields, f"{name}.sentence"), evidence=tuple(dict.fromkeys(e for e in evidence if e))
    )


def _evidence(given: str) -> Evidence | None:
    kind, _, key = given.partition(":")
    if kind == "figure" and key:
        return Evidence(kind="figure", key=key)
    return Evidence(kind="topic", key=key) if kind == "topic" and _is_uuid(key) else None


def _quotes(
    fields: Fields, topics: tuple[str, ...], *, before: Draft | None, approver: str
) -> tuple[ChosenQuote, ...]:
    approved = {(q.topic, q.answer): q for q in before.quotes} if before else {}
    quotes = []
    for given in dict.fromkeys(fields.many("quotes")):
        topic, _, answer = given.partition(":")
        if topic in topics and _is_uuid(answer):
            new = ChosenQuote(topic=topic, answer=answer, approved_by=approver)
            quotes.append(approved.get((topic, answer), new))
    return tuple(quotes)


def _is_uuid(given: str) -> bool:
    """As this site writes ids: canonical, so that the same id is the same text."""
    try:
        return str(UUID(given)) == given
    except ValueError:
        return False
