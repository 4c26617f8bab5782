"""How likely Tunisians are to type a given Arabic word as a given Latin one: the cost of the cheapest reading of
one as the other, letter by letter.

Costs are about the negative logarithm of a frequency, set by hand from how Tunisian is typed: digits are sure,
`h`, `k`, `t`, `s` and `d` stand for several letters, short vowels come and go. Knows no words.
"""

from __future__ import annotations

from typing import Final

IMPOSSIBLE: Final = 99.0

# What each Arabic letter is typed as, and at what cost.
_TYPED: Final = {
    "ب": "b:0 bb:.1 p:.4 pp:.5",
    "ت": "t:0 tt:.1 6:1.5",
    "ث": "th:0 t:.5 s:1.5 f:1.5",
    "ج": "j:0 jj:.1 dj:.1 g:.9 z:1.8",
    "ح": "7:0 77:.1 h:.25 hh:.3",
    "خ": "5:0 55:.1 kh:0 5h:.3 k:1.2 7:1.8 h:1.8 khkh:.1",
    "د": "d:0 dd:.1 t:2",
    "ذ": "dh:0 th:.3 d:.4 4:.3 dhdh:.1 z:1.5",
    "ر": "r:0 rr:.1",
    "ز": "z:0 zz:.1 s:1.5",
    "س": "s:0 ss:.1 c:.6 z:1.5",
    "ش": "ch:0 sh:.1 chch:.1 s:1.8 x:2 4:2",
    "ص": "s:.2 ss:.25 c:1.5 z:2",
    "ض": "dh:.1 th:.4 d:.35 4:.3 dd:.5 dhdh:.2",
    "ط": "t:.25 tt:.3 6:0 66:.1",
    "ظ": "dh:.15 th:.35 d:.5 4:.4",
    "ع": "3:0 33:.1 aa:.6 a:1.1 e:1.3 :1.4",
    "غ": "gh:0 8:0 88:.1 ghgh:.1 4:1.2 g:1.0 r:1.8",
    "ف": "f:0 ff:.1 v:.4 ph:.5",
    "ق": "9:0 99:.1 q:.05 k:.3 kk:.4 g:.35 gg:.5 c:1 gu:.6 qu:.4",
    "ڨ": "g:0 gg:.1 9:.4 gu:.2 k:.8",
    "ك": "k:0 kk:.1 c:.4 q:.7 ck:.3 qu:.6 9:2",
    "ل": "l:0 ll:.1",
    "م": "m:0 mm:.1",
    "ن": "n:0 nn:.1 ne:.5",
    "ه": "h:0 hh:.2 7:1.8 :1.6",
    "و": "ou:0 w:0 o:.2 u:.2 oo:.1 ww:.1 ouw:.1 oua:1.5 au:.4 aw:.5 v:1 :1.3",
    "ي": "i:0 y:0 ii:.1 ee:.2 yy:.1 iy:.2 e:.6 ei:.3 ey:.3 ay:.4 ai:.4 ye:.6 iyy:.2 :1.5",
    "ا": "a:0 e:.12 aa:.1 ee:.3 é:.1 i:1.2 ae:.5 ai:.8 ea:.4 o:1.4 :1.2",
    "أ": "a:0 e:.1 2a:.1 i:.5 o:.5 2:.2 aa:.3 :.7 ou:.6",
    "إ": "i:0 e:.1 a:.4 :.7 2i:.1",
    "آ": "a:0 e:.2 aa:0 2a:.1",
    "ى": "a:0 e:.25 aa:.1 i:1.2",
    "ة": "a:0 e:.3 ah:.4 eh:.5 aa:.2 et:1 i:1.5",
    "ء": "2:0 :.3 a:.6 e:.6",
    "ئ": "2:0 i:.3 y:.2 yi:.4 e:.4 :.5 2i:.1",
    "ؤ": "2:0 ou:.3 o:.3 w:.3 2ou:.1 :.6 u:.4",
}  # fmt: skip
# Short vowels, which Arabic leaves out; by the place in the Latin word: first, within, last.
_SHORT: Final = {
    "a": (0.7, 0.3, 1.3), "e": (0.25, 0.12, 1.1), "i": (0.5, 0.4, 1.6), "o": (0.8, 0.3, 1.5), "u": (0.8, 0.35, 1.5),
    "y": (1.5, 1.2, 2.0), "ou": (1.3, 1.2, 2.0), "ee": (1.0, 0.8, 1.5), "aa": (1.4, 1.1, 2.0), "oo": (1.0, 0.7, 2.0),
}  # fmt: skip
_LONG_MISPLACED: Final = 0.5


def _by_typed() -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for letter, spellings in _TYPED.items():
        for spelling in spellings.split():
            typed, cost = spelling.split(":")
            found.setdefault(typed, []).append((letter, float(cost)))
    return {typed: tuple(letters) for typed, letters in found.items()}


_LETTERS: Final = _by_typed()
_SILENT: Final = dict(_LETTERS[""])
_LONGEST: Final = max(map(len, _LETTERS))


class Typed:
    """A Latin word prepared for measuring many Arabic words against it."""

    def __init__(self, word: str) -> None:
        self._end = len(word)
        # For every place of the word: what may be read there, by Arabic letter, as (where it ends, cost).
        self._readings: list[dict[str, list[tuple[int, float]]]] = []
        self._short: list[list[tuple[int, float]]] = []
        for start in range(self._end):
            readings: dict[str, list[tuple[int, float]]] = {}
            for size in range(1, min(_LONGEST, self._end - start) + 1):
                for letter, cost in _LETTERS.get(word[start : start + size], ()):
                    readings.setdefault(letter, []).append((start + size, cost))
            self._readings.append(readings)
            self._short.append(self._short_vowels(word, start))
        self._doubles = [
            (place + 2,) if word[place : place + 2] == word[place] * 2 and word[place] not in _SHORT else ()
            for place in range(self._end)
        ] + [()]
        self._readings.append({})
        self._short.append([])

    def _short_vowels(self, word: str, start: int) -> list[tuple[int, float]]:
        found = []
        for size in (1, 2):
            costs = _SHORT.get(word[start : start + size])
            if costs and start + size <= self._end:
                place = 0 if start == 0 else 2 if start + size == self._end else 1
                found.append((start + size, costs[place]))
        return found

    def cost(self, arabic: str, most: float = IMPOSSIBLE) -> float:
        """What it costs to type the Arabic word this way; `IMPOSSIBLE` when that exceeds `most` or cannot be.

        The cheapest alignment, by dynamic programming over the places reached in the Latin word.
        """
        reached = {0: 0.0}
        long = True
        for letter in arabic:
            reached = self._after(letter, self._with_short_vowels(reached), most, long)
            if not reached:
                return IMPOSSIBLE
            long = letter == "ا"
        cost = self._with_short_vowels(reached).get(self._end, IMPOSSIBLE)
        return cost if cost <= most else IMPOSSIBLE

    def _with_short_vowels(self, reached: dict[int, float]) -> dict[int, float]:
        added = dict(reached)
        for place, cost in reached.items():
            for end, more in self._short[place]:
                if cost + more < added.get(end, IMPOSSIBLE):
                    added[end] = cost + more
        return added

    def _after(self, letter: str, reached: dict[int, float], most: float, long: bool) -> dict[int, float]:
        found: dict[int, float] = {}
        silent = _SILENT.get(letter)
        for place, cost in reached.items():
            for end, more in self._readings[place].get(letter, ()):
                # A letter typed twice shows that it is long: then the vowel before it is short, and at the
                # start of a word it is the article taken into it.
                total = cost + more + (_LONG_MISPLACED if long and end in self._doubles[place] else 0.0)
                if total <= most and total < found.get(end, IMPOSSIBLE):
                    found[end] = total
            if silent is not None and cost + silent <= most and cost + silent < found.get(place, IMPOSSIBLE):
                found[place] = cost + silent
        return found
