"""How much of a set of answers the lexicon knows, and which words of theirs it has yet to learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from analysis.lexicon.concepts import Form
from analysis.lexicon.matcher import ConceptMatcher
from analysis.text.identify import identify
from analysis.text.normalise import clean, has_words, words
from analysis.text.personal import find_personal, masked
from analysis.text.stems import is_stop_word

_UNKNOWN_LISTED: Final = 40
_SHORTEST: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One line: of a "variety" the answers in which a form was found; of a "concept" the answers that name it;
    of an "unknown" word the answers it stands in that name nothing. `share` (0–1) is of the answers of that
    variety, of all, and of all.
    """

    kind: Literal["variety", "concept", "unknown"]
    key: str
    count: int
    share: float


def coverage(texts: Sequence[str], *, forms: Sequence[Form] = ()) -> list[Covered]:
    """Lines by variety, then concepts and unknown words, the commonest first. Personal data is masked before
    words are counted.
    """
    matcher = ConceptMatcher(extra=forms).fit()
    written: Counter[str] = Counter()
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for text in texts:
        if not has_words(text):
            continue
        variety = identify(text).variety
        written[variety] += 1
        keys = {matcher.classes_[match.concept] for match in matcher.matches(text, variety=variety)}
        found[variety] += bool(keys)
        named.update(keys)
        if not keys:
            spoken = words(clean(masked(text, find_personal(text))).casefold())
            unknown.update({word for word in spoken if len(word) >= _SHORTEST and not is_stop_word(word)})
    total = max(1, sum(written.values()))
    lines = [
        Covered(kind="variety", key=variety, count=found[variety], share=found[variety] / count)
        for variety, count in sorted(written.items())
    ]
    lines += [
        Covered(kind="concept", key=key, count=count, share=count / total)
        for key, count in sorted(named.items(), key=lambda item: (-item[1], item[0]))
    ]
    seldom = sorted(unknown.items(), key=lambda item: (-item[1], item[0]))[:_UNKNOWN_LISTED]
    return lines + [
        Covered(kind="unknown", key=word, count=count, share=count / total) for word, count in seldom
    ]
