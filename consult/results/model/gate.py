"""The gate before the public: everything that keeps a draft from being published, all at once.

It looks at the draft as its readers would, and at the original words of the answers it quotes; it refuses to
mend anything by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from consult.errors import Conflict, Invalid, Problem
from consult.i18n.locales import LOCALES
from consult.i18n.text import N_, Text
from consult.results.figures import Figure
from consult.results.figures.contract import Audited, Part, is_safe, published_of
from consult.results.model.redaction import Span, cut, uncovered
from consult.results.model.release import Finding, PublishedTopic, Quote, Release
from consult.results.suppression import LOWEST_THRESHOLD, Told, discloses

MISSING = N_("This text is missing in: %(languages)s.")
TOO_FEW = N_("Fewer than %(k)s people took part: nothing can be published yet.")
LEAKS = N_("These numbers tell about fewer than %(k)s people. Build them again, or leave them out.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """An answer behind a quote: its words, what in them is personal, and whether it may be quoted."""

    text: str
    marks: tuple[Span, ...] = ()
    topics: frozenset[str] = frozenset()
    may_be_quoted: bool = True


def problems(draft: Release, *, originals: Mapping[str, Original]) -> tuple[Problem, ...]:
    """Everything that has to be mended before this can be published. `originals` are by answer id."""
    if draft.k < LOWEST_THRESHOLD:  # Nothing can be audited with it.
        return (
            Problem(
                "k", N_("The threshold cannot be lower than %(least)s people."), {"least": LOWEST_THRESHOLD}
            ),
        )
    return (
        *_frame_problems(draft),
        *_text_problems(draft),
        *_finding_problems(draft),
        *_figure_problems(draft),
        *_topic_problems(draft),
        *_quote_problems(draft, originals=originals),
    )


def publish(draft: Release, *, originals: Mapping[str, Original], at: datetime) -> Release:
    """The draft, frozen. Invalid with every problem when there is one; Conflict when it is no draft."""
    if draft.is_frozen:
        raise Conflict(N_("This release is already published."))
    if found := problems(draft, originals=originals):
        raise Invalid(found)
    return replace(draft, state="published", published_at=at)


def retract(release: Release, *, reason: Text, at: datetime) -> Release:
    """The release, withdrawn: its address stays and says why."""
    if release.state != "published":
        raise Conflict(N_("Only a published release can be withdrawn."))
    if missing := _missing("retraction", reason):
        raise Invalid((missing,))
    return replace(release, state="retracted", retraction=reason, retracted_at=at)


def _frame_problems(draft: Release) -> Iterator[Problem]:
    if draft.n is None or draft.n < draft.k:
        yield Problem("n", TOO_FEW, {"k": draft.k})
    if draft.opens_on is None or draft.closes_on is None or draft.closes_on < draft.opens_on:
        yield Problem("opens_on", N_("Say from which day to which day people could answer."))
    if not draft.channels:
        yield Problem("channels", N_("Say by which channels the answers came."))
    elif not _are_safe(draft.channels, base=draft.n, k=draft.k):
        yield Problem("channels", LEAKS, {"k": draft.k})
    if not (draft.findings or draft.figures or draft.topics):
        yield Problem("", N_("There is nothing to publish yet: add a figure, a topic or a finding."))


def _text_problems(draft: Release) -> Iterator[Problem]:
    for field, text in _texts(draft):
        if found := _missing(field, text):
            yield found


def _texts(draft: Release) -> Iterator[tuple[str, Text]]:
    yield from (("titles", draft.titles), ("intro", draft.intro))
    yield from (("method", draft.method), ("not_a_poll", draft.not_a_poll))
    yield from ((f"findings.{at}", finding.sentence) for at, finding in enumerate(draft.findings))
    yield from ((f"figures.{figure.question}", text) for figure in draft.figures for text in figure.texts())
    yield from ((f"themes.{theme.id}", theme.name) for theme in draft.themes)
    for topic in draft.topics:
        yield f"topics.{topic.id}.names", topic.names
        linked = [link for link in topic.links if link.objective]
        yield from ((f"topics.{topic.id}.links.{link.objective}", link.title) for link in linked)


def _missing(field: str, text: Text) -> Problem | None:
    names = [locale.name for locale in LOCALES if locale.code in text.missing()]
    return Problem(field, MISSING, {"languages": ", ".join(names)}) if names else None


def _finding_problems(draft: Release) -> Iterator[Problem]:
    for at, finding in enumerate(draft.findings):
        if not finding.evidence:
            yield Problem(f"findings.{at}", N_("Say which figure or topic shows this."))
        elif not _is_shown(finding, draft):
            yield Problem(f"findings.{at}", N_("This rests on something that this release does not show."))


def _is_shown(finding: Finding, draft: Release) -> bool:
    figures = {figure.question for figure in draft.figures if not figure.is_hidden}
    topics = {topic.id for topic in draft.topics if topic.count is not None}
    return all(e.key in (figures if e.kind == "figure" else topics) for e in finding.evidence)


def _figure_problems(draft: Release) -> Iterator[Problem]:
    seen: set[str] = set()
    for figure in draft.figures:
        field = f"figures.{figure.question}"
        if figure.question in seen:
            yield Problem(field, N_("This question has two figures: keep one."))
        seen.add(figure.question)
        if figure.head.k < draft.k or not is_safe(figure.audited(), k=draft.k):
            yield Problem(field, LEAKS, {"k": draft.k})
        elif parent := _given_away_by(figure, draft):
            yield Problem(
                field,
                N_("With the figure on “%(question)s”, this one gives a hidden number away: leave one out."),
                {"question": parent.question},
            )


def _given_away_by(figure: Figure, draft: Release) -> Figure | None:
    """The figure whose options decided who saw this one, when its base tells too much about them.

    Whoever saw the question chose one of these options, so together they count at least as many people.
    """
    condition, (seen, _) = figure.head.asked_if, figure.head.seen_by
    if condition is None or figure.head.base is None:
        return None
    parent = draft.figure(condition.question)
    told = Told(keys=frozenset(condition.any_of), low=seen)
    tables: tuple[Audited, ...] = tuple(parent.tables()) if parent else ()
    leaks = any(discloses(audited.table, k=draft.k, told=(*audited.told, told)) for audited in tables)
    return parent if leaks else None


def _topic_problems(draft: Release) -> Iterator[Problem]:
    known = {theme.id for theme in draft.themes}
    for topic in draft.topics:
        field = f"topics.{topic.id}"
        if topic.theme not in known:
            yield Problem(field, N_("The theme of this topic is not part of the release."))
        if not _topic_is_safe(topic, k=draft.k):
            yield Problem(field, LEAKS, {"k": draft.k})
        if topic.decision and (missing := _missing(f"{field}.decision", topic.decision.reason)):
            yield Problem(
                f"{field}.decision", N_("A decision needs its reason in: %(languages)s."), missing.params
            )
    for theme in dict.fromkeys(topic.theme for topic in draft.topics):
        if not _theme_is_safe([topic for topic in draft.topics if topic.theme == theme], k=draft.k):
            yield Problem(f"themes.{theme}", LEAKS, {"k": draft.k})


def _topic_is_safe(topic: PublishedTopic, *, k: int) -> bool:
    if topic.base is not None and topic.base < k:
        return False
    if topic.count is None:
        return not any(part.count is not None for part in topic.varieties)
    enough = topic.count >= k and topic.base is not None and topic.count <= topic.base
    return enough and _are_safe(topic.varieties, base=topic.count, k=k)


def _theme_is_safe(topics: list[PublishedTopic], *, k: int) -> bool:
    """A theme's topics are one table, so they must have one base."""
    bases = {topic.base for topic in topics}
    parts = tuple(Part(key=topic.id, count=topic.count) for topic in topics)
    return len(bases) == 1 and not discloses(published_of(parts, base=bases.pop(), complete=False), k=k)


def _are_safe(parts: tuple[Part, ...], *, base: int | None, k: int) -> bool:
    return not parts or not discloses(published_of(parts, base=base), k=k)


def _quote_problems(draft: Release, *, originals: Mapping[str, Original]) -> Iterator[Problem]:
    for topic in draft.topics:
        for at, quote in enumerate(topic.quotes):
            original = originals.get(quote.answer_id)
            field = f"topics.{topic.id}.quotes.{at}"
            if topic.count is None:
                yield Problem(field, N_("Nobody is quoted from a topic whose size is hidden."))
            if original is None:
                yield Problem(field, N_("The answer behind this quote is no longer there."))
            else:
                yield from (Problem(field, message) for message in _faults(quote, original, topic=topic.id))


def _faults(quote: Quote, original: Original, *, topic: str) -> Iterator[str]:
    if not original.may_be_quoted:
        yield N_("The person who wrote this did not allow quoting it.")
    if topic not in original.topics:
        yield N_("The quoted answer is not in this topic.")
    if not quote.approved_by.strip():
        yield N_("A quote needs the name of the person who approved it.")
    if not _is_verbatim(quote, original):
        yield N_("A quote must repeat the words of the answer exactly.")
    elif uncovered(original.marks, redactions=quote.redactions, start=quote.start, end=quote.end):
        yield N_("Personal data in this quote must be blacked out.")


def _is_verbatim(quote: Quote, original: Original) -> bool:
    if not 0 <= quote.start < quote.end <= len(original.text):
        return False
    shown = cut(original.text, start=quote.start, end=quote.end, redactions=quote.redactions)
    return quote.text == shown and bool(shown.strip(" ▇\n\t"))
