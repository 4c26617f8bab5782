"""The machine's part, with the real encoder: screened, themed, grouped, and placed in what people confirmed."""

from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from consult import worker
from consult.clusters.model import ClusterAccepted, State, ThemeCorrected
from consult.consultations.store import Standing
from consult.db.transaction import begin_reading
from consult.i18n.text import Text
from consult.responses.intake import keep_together
from tests.consult.clusters.test_actions import act, book_of, member_of
from tests.makers import submission

SAID = [
    "الحافلة لا تأتي أبدا في وقتها بين الأحياء",
    "الكار ديما تجي مخّر ونقعدو نستنّاو بالساعات",
    "el kar dima tji m5ar w nab9aw nestannew",
    "Les bus ne passent jamais à l'heure entre les quartiers",
    "the bus is never on time between neighbourhoods",
    "il faut plus de bus le soir vers la cité El Amel",
    "زيدو كيران في الليل لحيّ الأمل",
    "نطالب بحافلات منتظمة في المساء",
    "الإنارة العمومية معطّلة والشارع مظلم في الليل",
    "el dhaw ta7 fel cher3 w el lil mo5if",
    "l'éclairage public ne marche pas dans ma rue",
    "الضوّ مقصوص في الحومة والبنات يخافو يخرجو",
    "street lights are broken and it is dark at night",
    "je m'appelle Foulen, appelez-moi au 98 000 111 pour l'éclairage",
]


async def analysed(engine: AsyncEngine, gabes: Standing) -> None:
    made = [
        submission(gabes, key=f"key {n}", body=said, question="q_project", theme="planning")
        for n, said in enumerate(SAID)
    ]
    await keep_together(engine, gabes.city_id, made)
    await worker.run(engine, until_empty=True)


async def test_the_worker_screens_what_was_enqueued_with_the_answers(
    engine: AsyncEngine, gabes: Standing
) -> None:
    await analysed(engine, gabes)
    async with begin_reading(engine, city_id=gabes.city_id) as tx:
        rows = (
            await tx.execute(
                text(
                    "select a.body, s.variety, s.personal from answer a, screening s where a.id = s.answer_id"
                )
            )
        ).all()
        left = (await tx.execute(text("select count(*) from pgqueuer"))).scalar_one()
    assert len(rows) == len(SAID)
    assert left == 0
    assert {variety for _, variety, _ in rows} >= {"ar", "arabizi", "fr", "en"}
    (marked,) = [personal for body, _, personal in rows if "98 000 111" in body]
    assert any(SAID[-1][start:end] == "98 000 111" for start, end, _ in marked)


async def test_a_run_accounts_for_every_answer_and_repeats_itself(
    engine: AsyncEngine, gabes: Standing
) -> None:
    await analysed(engine, gabes)
    told = [await worker.run_clusters(engine, gabes.slug) for _ in range(2)]
    assert told[0] == told[1]
    review = (await book_of(engine, gabes)).review
    assert review.ledger.total == len(SAID)
    assert sum(one.answer_count for one in review.candidates.values()) + len(review.waiting) == len(SAID)
    assert review.candidates


async def test_what_is_confirmed_stays_and_a_new_answer_is_seen_on_the_board(
    engine: AsyncEngine, gabes: Standing
) -> None:
    await analysed(engine, gabes)
    await worker.run_clusters(engine, gabes.slug)
    member = await member_of(engine, gabes)
    candidate = max(
        (await book_of(engine, gabes)).review.candidates.values(), key=lambda one: one.answer_count
    )
    topic = uuid4()
    names = Text(ar="حافلات في وقتها", fr="Des bus à l'heure", en="Buses on time")
    await act(
        engine,
        member,
        gabes.slug,
        ClusterAccepted(cluster=candidate.cluster.id, topic=topic, theme="planning", names=names),
    )
    late = submission(
        gabes, key="late", body="الكار ما تجيش في وقتها", question="q_project", theme="planning"
    )
    await keep_together(engine, gabes.city_id, [late])
    await worker.run(engine, until_empty=True)
    await worker.run_clusters(engine, gabes.slug)
    review = (await book_of(engine, gabes)).review
    assert set(candidate.answers) <= set(review.topics[topic].answers)
    placed = review.assignment(late.items[0].id)
    assert placed.theme == "planning"
    assert placed.state in {State.ASSIGNED, State.REVIEW}
    assert review.ledger.total == len(SAID) + 1


async def test_an_answer_without_a_theme_is_assigned_from_what_the_themes_say_and_a_person_may_correct_it(
    engine: AsyncEngine, gabes: Standing
) -> None:
    made = submission(gabes, key="k", body="المستشفى ينقصه أطباء الاختصاص والأدوية غير متوفرة")
    await keep_together(engine, gabes.city_id, [made])
    await worker.run(engine, until_empty=True)
    placed = (await book_of(engine, gabes)).review.assignment(made.items[0].id)
    assert (placed.theme, placed.theme_by) == ("inclusion", "machine")
    member = await member_of(engine, gabes)
    await act(engine, member, gabes.slug, ThemeCorrected(answers=(made.items[0].id,), theme="planning"))
    await worker.run_clusters(engine, gabes.slug)
    placed = (await book_of(engine, gabes)).review.assignment(made.items[0].id)
    assert (placed.theme, placed.theme_by) == ("planning", "person")
