"""What a team makes of thousands of answers, as a pure function: placements and events in, a review out.

Why a reducer. A board that is edited in place forgets: a re-run overwrites a week of work, an undo restores
most of what was, two people overwrite each other. Here nothing is edited. The machine's latest placements and
the append-only log of acts are the only facts; everything shown is reduced from them. So a re-run changes
placements and cannot touch an act, undoing an act is leaving it out, any past moment is a prefix of the log,
and a counter that could be wrong does not exist.

Precedence, highest first. The first line that applies to an answer says where it stands:

| claim | by | the answer stands |
|---|---|---|
| excluded | a person | excluded, with the reason, until that act is undone |
| named: moved, pinned, split off | a person | in that topic, or to review if sent back; the last word |
| member of an accepted cluster | a person | in its topic; members as the run froze them |
| assigned | the assigner | in that topic, if a live act made it |
| empty | the machine | excluded as empty |
| member of another cluster | discovery | to review, in that candidate |
| nothing | | to review |

A topic that was merged stands for the one it ended in, whatever the claim.

A person's word on an answer's theme stands beside the table: it takes back an earlier placing in a topic of
another theme, and accepted groups may then claim the answer only for topics of that theme. The machine always
keeps to the answer's theme. An answer in a topic counts in the topic's theme, any other in its own. A
withdrawn answer has no placement: it is in no count, and acts that name it stay readable and valid. Every
answer stands in exactly one of three states, so assigned + to review + excluded = all answers, per theme and
in all.

The board itself is drawn from rows kept beside the log (stands.py) and their counts (survey.py), which say the same.

Doors: `reduce` and `state_at` (reduction.py), `admit` before an act is added (check.py), `history` and
`dependants` (log.py), `changed_since` (freshness.py). The caller appends under one lock per consultation, so
that an act is admitted against the log that it joins.
"""

from consult.clusters.model.acts import (
    EXCLUSION_REASONS,
    OUTCOMES,
    RELATIONS,
    WITH_OBJECTIVE,
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    ClusterAccepted,
    ClusterJoined,
    ExclusionReason,
    NoteAdded,
    Outcome,
    Payload,
    Relation,
    Reviewer,
    ReviewEvent,
    ThemeCorrected,
    TopicCreated,
    TopicDecided,
    TopicDescribed,
    TopicLinked,
    TopicRenamed,
    TopicsMerged,
    TopicSplit,
    TopicUnlinked,
    Undone,
    payload_of,
)
from consult.clusters.model.check import NAME_MAX, Frame, Needed, admit, check, refuse_undo
from consult.clusters.model.codebook import Codebook
from consult.clusters.model.freshness import Stale, changed_since, refuse_stale
from consult.clusters.model.log import Entry, dependants, history, last_seq, live_events, until
from consult.clusters.model.piles import EVERYBODY, Filter, Pile
from consult.clusters.model.precedence import Court
from consult.clusters.model.reduction import reduce, state_at
from consult.clusters.model.stands import Reach, Stand, reach_of, stand_of
from consult.clusters.model.state import (
    Assignment,
    Candidate,
    Cluster,
    Decision,
    Ledger,
    Link,
    Note,
    Placement,
    PlacementState,
    Review,
    Rule,
    State,
    Theme,
    ThemeBy,
    Topic,
)
from consult.clusters.model.survey import CandidateSum, Mix, Survey, Tally, TopicSum, survey

__all__ = [
    "EVERYBODY",
    "EXCLUSION_REASONS",
    "NAME_MAX",
    "OUTCOMES",
    "RELATIONS",
    "WITH_OBJECTIVE",
    "AnswersExcluded",
    "AnswersMoved",
    "AnswersPinned",
    "Assignment",
    "Candidate",
    "CandidateSum",
    "Cluster",
    "ClusterAccepted",
    "ClusterJoined",
    "Codebook",
    "Court",
    "Decision",
    "Entry",
    "ExclusionReason",
    "Filter",
    "Frame",
    "Ledger",
    "Link",
    "Mix",
    "Needed",
    "Note",
    "NoteAdded",
    "Outcome",
    "Payload",
    "Pile",
    "Placement",
    "PlacementState",
    "Reach",
    "Relation",
    "Review",
    "ReviewEvent",
    "Reviewer",
    "Rule",
    "Stale",
    "Stand",
    "State",
    "Survey",
    "Tally",
    "Theme",
    "ThemeBy",
    "ThemeCorrected",
    "Topic",
    "TopicCreated",
    "TopicDecided",
    "TopicDescribed",
    "TopicLinked",
    "TopicRenamed",
    "TopicSplit",
    "TopicSum",
    "TopicUnlinked",
    "TopicsMerged",
    "Undone",
    "admit",
    "changed_since",
    "check",
    "dependants",
    "history",
    "last_seq",
    "live_events",
    "payload_of",
    "reach_of",
    "reduce",
    "refuse_stale",
    "refuse_undo",
    "stand_of",
    "state_at",
    "survey",
    "until",
]
