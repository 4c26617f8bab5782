"""What a form of the board means: submitted fields in, one act out; or every problem at once.

Ids of new topics are handed in. It refuses to know whether the act makes sense now (model) and who may do it.
"""

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from consult.clusters.model import (
    EXCLUSION_REASONS,
    OUTCOMES,
    RELATIONS,
    AnswersExcluded,
    AnswersMoved,
    ClusterAccepted,
    ClusterJoined,
    NoteAdded,
    ThemeCorrected,
    TopicCreated,
    TopicDecided,
    TopicDescribed,
    TopicLinked,
    TopicRenamed,
    TopicsMerged,
    TopicUnlinked,
)
from consult.errors import Invalid, Problem
from consult.i18n.locales import CODES
from consult.i18n.text import N_, Text
from consult.web.forms import Fields

TEXT_MAX = 2_000  # characters of a description, a reason or a note
TO_REVIEW = "review"  # the choice of a target that sends answers back

TOO_LONG = N_("Keep this under %(count)s characters.")
NO_TOPIC = N_("Choose a topic.")

Choice = TypeVar("Choice", bound=str)


def read_seen(fields: Fields) -> int:
    """The last act that the sender had seen; without a readable one, none."""
    given = fields.one("seen")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


def read_accept(fields: Fields, *, cluster: UUID, topic: UUID) -> ClusterAccepted:
    return ClusterAccepted(
        cluster=cluster,
        topic=topic,
        theme=fields.one("theme"),
        names=_text(fields, "name"),
        description=_text(fields, "description"),
    )


def read_join(fields: Fields, *, cluster: UUID) -> ClusterJoined:
    return ClusterJoined(cluster=cluster, topic=_topic(fields, "topic"))


def read_create(fields: Fields, *, topic: UUID) -> TopicCreated:
    return TopicCreated(
        topic=topic,
        theme=fields.one("theme"),
        names=_text(fields, "name"),
        description=_text(fields, "description"),
    )


def read_rename(fields: Fields, *, topic: UUID) -> TopicRenamed:
    return TopicRenamed(topic=topic, names=_text(fields, "name"))


def read_describe(fields: Fields, *, topic: UUID) -> TopicDescribed:
    return TopicDescribed(topic=topic, description=_text(fields, "description"))


def read_merge(fields: Fields, *, topic: UUID) -> TopicsMerged:
    """The topic of the page goes into the chosen one."""
    return TopicsMerged(sources=(topic,), target=_topic(fields, "target"))


def read_link(fields: Fields, *, topic: UUID) -> TopicLinked:
    relation = _choice(
        fields, "relation", {code: code for code in RELATIONS}, N_("Choose how they are related.")
    )
    return TopicLinked(
        topic=topic,
        relation=relation,
        objective=fields.one("objective"),
        reason=_line(fields, "reason"),
    )


def read_unlink(fields: Fields, *, topic: UUID) -> TopicUnlinked:
    return TopicUnlinked(topic=topic, objective=fields.one("objective"))


def read_decide(fields: Fields, *, topic: UUID) -> TopicDecided:
    outcome = _choice(fields, "outcome", {code: code for code in OUTCOMES}, N_("Choose a decision."))
    return TopicDecided(topic=topic, outcome=outcome, reason=_text(fields, "reason"))


def read_note(fields: Fields, *, about: UUID) -> NoteAdded:
    return NoteAdded(about=about, text=_line(fields, "text"))


def read_move(fields: Fields) -> AnswersMoved:
    answers = _answers(fields)
    if fields.one("target") == TO_REVIEW:
        return AnswersMoved(answers=answers, topic=None)
    return AnswersMoved(answers=answers, topic=_topic(fields, "target"))


def read_exclude(fields: Fields) -> AnswersExcluded:
    reason = _choice(fields, "reason", {code: code for code in EXCLUSION_REASONS}, N_("Say why."))
    return AnswersExcluded(answers=_answers(fields), reason=reason, note=_line(fields, "note"))


def read_theme(fields: Fields) -> ThemeCorrected:
    return ThemeCorrected(answers=_answers(fields), theme=fields.one("theme"))


def _text(fields: Fields, stem: str) -> Text:
    """`name_ar`, `name_fr`, … as one text; too long a one is a problem of its own field."""
    said = {code: fields.one(f"{stem}_{code}") for code in CODES}
    problems = [
        Problem(f"{stem}_{code}", TOO_LONG, {"count": TEXT_MAX})
        for code in CODES
        if len(said[code]) > TEXT_MAX
    ]
    if problems:
        raise Invalid(problems)
    return Text(**said)


def _line(fields: Fields, name: str) -> str:
    said = fields.one(name)
    if len(said) > TEXT_MAX:
        raise Invalid((Problem(name, TOO_LONG, {"count": TEXT_MAX}),))
    return said


def _topic(fields: Fields, name: str) -> UUID:
    found = uuid_of(fields.one(name))
    if found is None:
        raise Invalid((Problem(name, NO_TOPIC),))
    return found


def _answers(fields: Fields) -> tuple[UUID, ...]:
    """Those that were ticked, each once; what is not an id was not ticked on our page."""
    given = (uuid_of(value) for value in fields.many("answers"))
    return tuple(dict.fromkeys(one for one in given if one is not None))


def _choice(fields: Fields, name: str, choices: Mapping[str, Choice], message: str) -> Choice:
    given = choices.get(fields.one(name))
    if given is None:
        raise Invalid((Problem(name, message),))
    return given


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
