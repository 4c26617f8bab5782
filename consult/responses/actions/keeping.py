"""Keep submissions in the caller's transaction: all that belongs to keeping one, and the job that looks at its words."""

from collections.abc import Sequence
from uuid import UUID

from consult.db.transaction import Tx
from consult.jobs.queue import enqueue
from consult.responses import store
from consult.responses.actions.guarding import judged
from consult.responses.actions.invitations import use_invitations
from consult.responses.model import Submission
from consult.responses.work import Screen


async def keep(tx: Tx, city_id: UUID, submissions: Sequence[Submission]) -> set[UUID]:
    """The responses, their answers, the codes they use, the drafts they end, the job that screens them; answers the ids
    that were new.
    """
    submissions = await judged(tx, submissions)
    await use_invitations(tx, submissions)
    kept = await store.keep(tx, submissions)
    await store.drop_drafts(tx, [s.draft_hash for s in submissions if s.draft_hash is not None])
    with_words = [
        s.id for s in submissions if s.id in kept and not s.holds and any(a.item.body for a in s.items)
    ]
    if with_words:
        await enqueue(tx, Screen.NAME, [Screen(city_id=city_id, response_ids=tuple(with_words))])
    return kept
