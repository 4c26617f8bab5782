"""Reads the questions: what they have in common here, what is particular in the module of their kind.

It refuses to know pages, and checks only what one question can say about itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast, get_args

from consult.consultations.kinds import KINDS
from consult.consultations.kinds.choices import Around
from consult.consultations.kinds.source import Source
from consult.consultations.model import CLUSTER_BY, ClusterRule, Question, ShowIf
from consult.consultations.model.recordings import Take, Unfit
from consult.i18n.text import N_

QUESTION_KEYS = frozenset(
    [
        "id",
        "type",
        "required",
        "text",
        "help",
        "show_if",
        "lenses",
        "objective",
        "theme",
        "cluster",
        "asked_by",
        "audio",
    ]
)
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
BAD_KEY = N_("“%(given)s” cannot be a question's id: use small letters a–z, digits and “_”, a letter first.")
OUR_OWN = N_("“%(given)s” is a name that the form itself uses: choose another id.")
# What the pages of the form send beside the answers.
RESERVED = frozenset(
    [
        "form",
        "to",
        "back",
        "later",
        "finish",
        "stay",
        "submission_key",
        "edits",
        "invitation",
        "proof",
        "sheet",
        "website",
    ]
)
UNKNOWN_KIND = N_("The question “%(id)s” is of the kind “%(given)s”, which is not known. Kinds: %(allowed)s.")
MOST_QUESTIONS = 100
AskedBy: TypeAlias = Literal["citizen", "facilitator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A question and where it stands in the file, for the checks that need other questions."""

    question: Question
    source: Source
    about_you: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`unreadable` are the ids of questions whose kind is not known: reported once, and not again by who
    names them.
    """

    placed: tuple[Placed, ...]
    unreadable: frozenset[str]

    def asked(self) -> tuple[Placed, ...]:
        """Those that citizens are asked; a facilitator notes the others."""
        return tuple(one for one in self.placed if one.question.asked_by == "citizen")


def load_questions(
    root: Source, *, around: Around, axes: Collection[str], issues: Collection[str], take: Take
) -> Found:
    """The questions of the file, then those about the citizen. `take` finds a recording by its name."""
    loader = _Loader(around=around, axes=axes, issues=issues, take=take)
    about_you = root.child("about_you")
    if about_you is not None:
        about_you.expect(("intro", "questions"), required=("questions",))
    placed = [loader.load(item, about_you=False) for item in root.items("questions", most=MOST_QUESTIONS)]
    own = about_you.items("questions", most=MOST_QUESTIONS) if about_you else ()
    placed += [loader.load(item, about_you=True) for item in own]
    return Found(
        placed=tuple(one for one in placed if one is not None), unreadable=frozenset(loader.unreadable)
    )


class _Loader:
    def __init__(self, *, around: Around, axes: Collection[str], issues: Collection[str], take: Take) -> None:
        self.around = around
        self.take = take
        self.axes = frozenset(axes)
        self.issues = frozenset(issues)
        self.seen: set[str] = set()
        self.unreadable: set[str] = set()

    def load(self, item: Source, *, about_you: bool) -> Placed | None:
        key = item.matching("id", KEY, message=BAD_KEY)
        item.unique(self.seen, key)
        if key in RESERVED:
            item.report(OUR_OWN, at="id", given=key)
        name = item.string("type")
        kind = KINDS.get(name)
        if kind is None:
            self._report_kind(item, key=key, name=name)
            self.unreadable.add(key)
            return None
        item.expect(QUESTION_KEYS | kind.keys, required=("id", "type", "text"))
        lenses = item.strings_among("lenses", sorted(self.issues))
        cluster = _cluster(item)
        question = Question(
            key=key,
            prompt=item.words("text"),
            spec=kind.load(item, around=self.around),
            help=item.text("help"),
            required=item.flag("required"),
            show_if=_show_if(item),
            lenses=lenses,
            objective=self._known(item, "objective", self.around.objectives),
            theme=self._theme(item, lenses=lenses, cluster=cluster),
            cluster=cluster,
            asked_by=cast(AskedBy, item.one_of("asked_by", get_args(AskedBy), default="citizen")),
            audio=self._audio(item),
        )
        return Placed(question=question, source=item, about_you=about_you)

    def _report_kind(self, item: Source, *, key: str, name: str) -> None:
        at = item.child("type") or item
        if name:
            at.report(UNKNOWN_KIND, id=key, given=name[:60], allowed=", ".join(KINDS))
        else:
            at.report(N_("“%(name)s” is missing."), name="type")

    def _audio(self, item: Source) -> dict[str, str]:
        source = item.child("audio")
        if source is None:
            return {}
        source.expect(source.log.languages)
        found: dict[str, str] = {}
        for code in source.log.languages:
            name = source.string(code)
            if not name:
                continue
            try:
                found[code] = self.take(name)
            except Unfit as unfit:
                source.report(unfit.message, at=code, **unfit.params)
        return found

    def _known(self, item: Source, key: str, known: Collection[str]) -> str | None:
        return item.one_of(key, sorted(known)) or None

    def _theme(self, item: Source, *, lenses: Sequence[str], cluster: ClusterRule | None) -> str | None:
        """Said outright, or the one lens of a question that is clustered by lens."""
        theme = self._known(item, "theme", self.axes | self.issues)
        if theme or cluster is None or cluster.by != "lens":
            return theme
        if len(lenses) == 1:
            return lenses[0]
        item.report(N_("“cluster: {by: lens}” needs a “theme”, or one lens."), at="cluster")
        return None


def _show_if(item: Source) -> ShowIf | None:
    source = item.child("show_if")
    if source is None:
        return None
    source.expect(("question", "any_of"), required=("question", "any_of"))
    return ShowIf(question=source.string("question"), any_of=source.strings("any_of"))


def _cluster(item: Source) -> ClusterRule | None:
    source = item.child("cluster")
    if source is None:
        return None
    source.expect(("by", "themes_from", "allow_new_themes"), required=("by",))
    by = source.one_of("by", CLUSTER_BY, default="objective")
    return ClusterRule(
        by=cast(Literal["objective", "axis", "lens"], by),
        themes_from=source.one_of("themes_from", ("objectives",), default="objectives"),
        allow_new_themes=source.flag("allow_new_themes", default=True),
    )
