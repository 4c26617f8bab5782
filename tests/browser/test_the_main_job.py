"""In a browser: an answer given in Arabic on a phone is found on the team's board, and its topic on the public page."""

from playwright.sync_api import BrowserContext, Page, expect

from consult.people.model import Role
from consult.responses.intake import keep_together
from tests.browser.serving import City
from tests.conftest import PASSWORD
from tests.journeys.test_from_answer_to_release import OTHERS
from tests.makers import submission

NAMES = {"ar": "حافلات منتظمة", "fr": "Des bus réguliers", "en": "Regular buses"}
MINE = "نستنّاو الكار بالساعات في حومتنا، زيدو كيران"


def answer_on_a_phone(page: Page, base: str) -> str:
    """Start, pages, check, receipt; the address of the receipt."""
    page.goto(f"{base}/ar/c/gabes-2035")
    page.get_by_role("link", name="ابدأ").click()
    for _ in range(30):
        assert page.locator("html").get_attribute("dir") == "rtl"
        if page.url.endswith("/check"):
            break
        if page.locator('[name="q_link"]').count():
            page.locator('[name="q_link"][value="resident"]').check(force=True)
        if page.locator('[name="q_project.1.text"]').count():
            page.locator('[name="q_project.1.axis"]').select_option("planning")
            page.locator('[name="q_project.1.title"]').fill("كيران في وقتها")
            page.locator('[name="q_project.1.text"]').fill(MINE)
        page.locator(".actions .btn").first.click()
    expect(page.get_by_text(MINE)).to_be_visible()
    page.get_by_role("button", name="إرسال إجاباتي").click()
    expect(page.locator(".receipt .code")).to_be_visible()
    expect(page.get_by_text(MINE)).to_be_visible()
    return page.url


def test_an_answer_in_arabic_reaches_the_board_and_the_public_page(
    city: City, phone: BrowserContext, desk: BrowserContext
) -> None:
    standing = city.standing()
    made = [
        submission(standing, key=f"other {n}", body=said, question="q_project", theme="planning")
        for n, said in enumerate(OTHERS)
    ]
    city.do(keep_together, standing.city_id, made)
    receipt = answer_on_a_phone(phone.new_page(), city.base)
    city.work_until_empty()
    city.run_clusters()

    email = city.hire(Role.COORDINATOR)
    page = desk.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{city.base}/fr/office/sign-in")
    page.locator("#email").fill(email)
    page.locator("#password").fill(PASSWORD)
    page.locator("main form button").click()
    board = f"{city.base}/fr/office/c/gabes-2035/topics/planning"
    page.goto(board)
    groups = page.locator('a[href*="/cluster/"]').evaluate_all(
        "links => [...new Set(links.map(a => a.href))]"
    )
    found = MINE in page.content()
    topic = ""
    for href in groups:
        page.goto(href)
        found = found or MINE in page.content()
        if topic:
            join = page.locator('form[action$="/join"]')
            join.locator('[name="topic"]').select_option(topic)
            join.locator("button").click()
        else:
            accept = page.locator('form[action$="/accept"]')
            for code, name in NAMES.items():
                accept.locator(f'[name="name_{code}"]').fill(name)
            accept.locator("button").click()
        page.wait_for_url("**/topic/**")
        topic = page.url.partition("/topic/")[2].partition("?")[0]
    assert found, "the answer is on the board"
    undo = page.locator(".undo button")
    expect(undo).to_be_visible()
    assert said == []

    publish(page, city.base, topic)
    assert said == []
    citizen = phone.new_page()
    citizen.goto(f"{city.base}/ar/c/gabes-2035/results")
    expect(citizen.get_by_role("heading", name=NAMES["ar"])).to_be_visible()
    citizen.goto(receipt)
    expect(citizen.get_by_text(MINE)).to_be_visible()


def publish(page: Page, base: str, topic: str) -> None:
    """What a communicator does: words in three languages, a topic, a figure, and the button."""
    page.goto(f"{base}/fr/office/c/gabes-2035/results")
    for field in ("titles", "intro", "method"):
        for code in NAMES:
            page.locator(f'[name="{field}.{code}"]').fill(f"{field} {code}")
    page.locator(f'[name="topics"][value="{topic}"]').check(force=True)
    for box in page.locator('[name="quotes"]:checked').all():
        box.uncheck(force=True)
    page.locator('button[formaction$="/publish"]').click()
    page.wait_for_url("**/fr/c/gabes-2035/results/1")
