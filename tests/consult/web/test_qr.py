"""The drawn QR code is the code that a reader expects, white around it, and names where it leads."""

import re

import pytest
import segno

from consult.web.qr import qr_svg

ADDRESS = "https://consult.gabes.tn/ar/receipt/K7QM3XWA9TPC2HRD6FVNB4JE5SK7QM3X"


def drawn(svg: str) -> list[list[int]]:
    """The modules behind the path, quiet zone included."""
    side = int(re.findall(r'viewBox="0 0 (\d+) ', svg)[0])
    rows = [[0] * side for _ in range(side)]
    x = y = 0.0
    for across, down, run in re.findall(r"m(-?[\d.]+) ?(-?[\d.]+)h(\d+)", svg):
        x, y = x + float(across), y + float(down)
        rows[int(y)][int(x) : int(x) + int(run)] = [1] * int(run)
        x += int(run)
    return rows


@pytest.mark.parametrize("content", [ADDRESS, "http://127.0.0.1:8000/fr/c/gabes-2035", "https://x.tn/تشاور"])
def test_every_module_is_drawn_and_four_white_ones_stand_around(content: str) -> None:
    rows = drawn(qr_svg(content, ""))
    cut = 35 if content == ADDRESS else len(content)
    parts = [part for part in (content[:cut], content[cut:]) if part]
    code = segno.make(parts, micro=False, error="m", boost_error=False, mask=0)  # type: ignore[arg-type]
    assert rows == [list(row) for row in code.matrix_iter(border=4)]


def test_it_is_an_image_with_a_name_and_light_whatever_the_scheme() -> None:
    svg = qr_svg(ADDRESS, 'إلى "وصلك" <>')
    assert 'role="img" aria-label="إلى &#34;وصلك&#34; &lt;&gt;"' in svg
    assert 'fill="#fff"' in svg
    assert "style" not in svg


def test_it_is_small() -> None:
    assert len(qr_svg(ADDRESS, "")) < 2_200
