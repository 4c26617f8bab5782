"""What the codes of the model are called on the screen: message ids, translated by the template."""

from collections.abc import Mapping

from consult.clusters.model import ExclusionReason, Outcome, Relation, Rule
from consult.i18n.text import N_

RELATIONS: Mapping[Relation, str] = {
    "supports": N_("Supports the objective"),
    "opposes": N_("Opposes the objective"),
    "amends": N_("Asks to change the objective"),
    "outside": N_("Outside the framework"),
    "new": N_("Asks for a new objective"),
}
OUTCOMES: Mapping[Outcome, str] = {
    "adopted": N_("Adopted"),
    "adapted": N_("Adopted in part"),
    "deferred": N_("Deferred"),
    "declined": N_("Declined"),
    "not_ours": N_("Not for the municipality to decide"),
}
TONES: Mapping[Outcome, str] = {
    "adopted": "green",
    "adapted": "green",
    "deferred": "terra",
    "declined": "pome",
    "not_ours": "",
}
EXCLUSIONS: Mapping[ExclusionReason, str] = {
    "empty": N_("Says nothing"),
    "unreadable": N_("Cannot be read"),
    "off_topic": N_("About something else"),
    "abusive": N_("Insults or threats"),
    "personal_data": N_("Personal data of others"),
    "duplicate": N_("Sent twice"),
    "campaign": N_("Same text sent by many"),
    "test": N_("A test"),
    "other": N_("Another reason"),
}
# Who put an answer where it stands; `who` is the person's name.
PLACED: Mapping[Rule, str] = {
    Rule.EXCLUDED: N_("Set aside by %(who)s"),
    Rule.MOVED: N_("Placed by %(who)s"),
    Rule.PINNED: N_("Confirmed by %(who)s"),
    Rule.SPLIT: N_("Split off by %(who)s"),
    Rule.ACCEPTED: N_("Came with its group, accepted by %(who)s"),
    Rule.ASSIGNER: N_("Placed by the machine"),
    Rule.EMPTY: N_("Found empty by the machine"),
    Rule.DISCOVERY: N_("In a group proposed by the machine"),
    Rule.NOTHING: N_("Not placed yet"),
}
SENT_BACK = N_("Sent back to review by %(who)s")
THEME_BY: Mapping[str, str] = {
    "question": N_("theme of the question"),
    "citizen": N_("theme chosen by the citizen"),
    "machine": N_("theme proposed by the machine"),
    "person": N_("theme corrected by the team"),
}
NO_THEME = N_("Without a theme")
NAME_IN: Mapping[str, str] = {
    "ar": N_("Name in Arabic"),
    "fr": N_("Name in French"),
    "en": N_("Name in English"),
}
DESCRIPTION_IN: Mapping[str, str] = {
    "ar": N_("Description in Arabic"),
    "fr": N_("Description in French"),
    "en": N_("Description in English"),
}
REASON_IN: Mapping[str, str] = {
    "ar": N_("Reason in Arabic"),
    "fr": N_("Reason in French"),
    "en": N_("Reason in English"),
}
LANGUAGE: Mapping[str, str] = {"ar": N_("Arabic"), "fr": N_("French"), "en": N_("English")}
TYPED: Mapping[str, str] = {
    **{f"name_{code}": label for code, label in NAME_IN.items()},
    **{f"description_{code}": label for code, label in DESCRIPTION_IN.items()},
    **{f"reason_{code}": label for code, label in REASON_IN.items()},
    "reason": N_("Reason"),
    "note": N_("In a few words"),
    "text": N_("Note"),
}
