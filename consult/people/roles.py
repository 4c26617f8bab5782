"""What each role may do: one line a role. It refuses to know people."""

from consult.people.model import Role
from consult.web.permissions import Permission as P

_READ = {P.CONSULTATIONS_READ, P.TOPICS_READ, P.GALLERY_READ}
PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.COORDINATOR: frozenset(
        _READ
        | {P.RESPONSES_COLLECT, P.RESPONSES_ENTER, P.RESPONSES_IMPORT, P.RESPONSES_SCREEN}
        | {P.TOPICS_REVIEW, P.RESULTS_COMPOSE, P.RESULTS_PUBLISH, P.AUDIT_READ}
    ),
    Role.EXPERT: frozenset(_READ | {P.TOPICS_REVIEW}),
    Role.COMMUNICATOR: frozenset(_READ | {P.RESULTS_COMPOSE, P.RESULTS_PUBLISH}),
    Role.PRESIDENT: frozenset(_READ | {P.AUDIT_READ}),
    Role.FACILITATOR: frozenset({P.CONSULTATIONS_READ, P.RESPONSES_COLLECT, P.RESPONSES_ENTER}),
}
