"""Finds the concepts of city life that an answer names, in whatever variety, and says by which words.

Knows forms and spellings; how much a found concept counts is learned elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.estimator import Estimator
from analysis.lexicon.concepts import Form, bundled_forms, concept_keys
from analysis.lexicon.keys import (
    arabic_key,
    arabic_keys,
    arabizi_keys,
    arabizi_skeleton,
    european_key,
    is_determiner,
)
from analysis.text.arabizi import transliterate_word
from analysis.text.normalise import clean, normalise
from analysis.text.scripts import is_arabic
from analysis.text.tagging import tag_latin_words

Matrix = NDArray[np.float64]

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST_PHRASE: Final = 7
_SHORTEST_STEM: Final = 4
_SHORTEST_SKELETON: Final = 3
_ALIKE: Final = 0.75
_FEW_WORDS: Final = 4
_EITHER: Final = {"fr": "en", "en": "fr"}
_MAX_TOKENS: Final = 600
# Texts a matcher remembers: assigning asks for the same ones twice.
_REMEMBERED: Final = 4_000
# How surely a hit speaks of its concept before anything is learned: set phrases surest, prefixes least.
_WEIGHTS: Final = {"phrase": 1.6, "word": 1.0, "stem": 0.8}
_GROUPS: Final = {"ar": "arab", "aeb": "arab", "fr": "fr", "en": "en", "arabizi": "arabizi"}
# Which lists a Latin word is looked up in, the first that knows it wins, by variety of the text and language
# of the word.
_LATIN_ORDER: Final = {
    "fr": ("fr",),
    "en": ("en",),
    "arabizi": ("arabizi", "arab", "fr"),
    "other": ("fr", "en", "arabizi"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """One concept named by one place of a text: `words` as the cleaned text has them, `weight` 0 and up."""

    concept: int
    words: str
    weight: float
    form: str


@dataclass(frozen=True, slots=True)
class _Entry:
    concept: int
    weight: float
    form: str


@dataclass(frozen=True, slots=True)
class _Token:
    surface: str
    groups: tuple[str, ...]


def _key_for(group: str, word: str) -> str:
    if group == "arab":
        return arabic_key(word)
    return arabizi_skeleton(word) if group == "arabizi" else european_key(word)


def _latin_groups(variety: str, language: str) -> tuple[str, ...]:
    if variety in ("fr", "en"):
        return _LATIN_ORDER[variety]
    if language == "fr":
        return ("fr", "arabizi", "arab")
    if language == "en":
        return ("en", "fr", "arabizi")
    return _LATIN_ORDER["arabizi" if language == "arabizi" else "other"]


def _tokens(text: str, variety: str) -> list[_Token]:
    cleaned = clean(text)
    languages = {tag.start: tag.language for tag in tag_latin_words(cleaned)}
    found: list[_Token] = []
    for match in _TOKEN.finditer(cleaned):
        word = match.group()
        arabic = is_arabic(word[0])
        groups = ("arab",) if arabic else _latin_groups(variety, languages.get(match.start(), "other"))
        found.append(_Token(word, groups))
        if len(found) == _MAX_TOKENS:
            break
    if len(found) <= _FEW_WORDS and variety in _EITHER:
        # So few words do not show their language surely: the other one is asked second.
        return [_Token(token.surface, (*token.groups, _EITHER[variety])) for token in found]
    return found


class ConceptMatcher(Estimator):
    """Looks the words and set phrases of texts up in a lexicon of forms.

    `forms` is the bundled lexicon when None; `extra` are a city's own words beside it (names of wadis,
    quarters, companies).
    Arabic forms are met with their clitics and endings by rule, Arabizi ones by sound (vowels dropped, 5/kh,
    9/q, ou/w, ch/sh) and by their transliteration, French and English ones without accents, plurals and
    elisions. Phrases outrank the words inside them.
    """

    def __init__(self, *, forms: Sequence[Form] | None = None, extra: Sequence[Form] = ()) -> None:
        self.forms = forms
        self.extra = extra

    def fit(self, texts: object = None, y: object = None) -> ConceptMatcher:
        """Builds the index. Sets `classes_` (concept keys)."""
        self.classes_ = concept_keys()
        self._place = {key: place for place, key in enumerate(self.classes_)}
        self._words: dict[str, dict[str, tuple[_Entry, ...]]] = {group: {} for group in set(_GROUPS.values())}
        self._skeletons: dict[str, tuple[_Entry, ...]] = {}
        self._stems: dict[str, dict[str, tuple[_Entry, ...]]] = {group: {} for group in set(_GROUPS.values())}
        self._phrases: dict[str, dict[tuple[str, ...], tuple[_Entry, ...]]] = {
            group: {} for group in set(_GROUPS.values())
        }
        for form in (*(bundled_forms() if self.forms is None else self.forms), *self.extra):
            self._add(form)
        self._found: dict[tuple[str, str], tuple[_Entry, ...]] = {}
        self._read: dict[tuple[str, str], tuple[Match, ...]] = {}
        return self

    def _add(self, form: Form) -> None:
        group = _GROUPS[form.variety]
        entry = _Entry(self._place[form.concept], _WEIGHTS[form.kind], form.text)
        if form.kind == "phrase":
            key = self._phrase_key(group, _TOKEN.findall(clean(form.text)))
            _append(self._phrases[group], key, entry)
            return
        text = normalise(form.text)
        if group == "arab":
            text = text.removeprefix("ال") if len(text) > 4 else text
        elif group == "arabizi":
            text = arabizi_keys(text)[0]
            skeleton = arabizi_skeleton(form.text)
            if form.kind == "word" and len(skeleton) >= _SHORTEST_SKELETON:
                _append(self._skeletons, skeleton, entry)
        elif form.kind == "word":
            text = european_key(text)
        _append(self._stems[group] if form.kind == "stem" else self._words[group], text, entry)

    @staticmethod
    def _phrase_key(group: str, words: Sequence[str]) -> tuple[str, ...]:
        content = [word for word in words if not is_determiner(word)]
        return tuple(_key_for(group, word) for word in (content if len(content) > 1 else words))

    def _lookup(self, group: str, word: str) -> tuple[_Entry, ...]:
        known = self._found.get((group, word))
        if known is None:
            known = self._found[group, word] = self._search(group, word)
        return known

    def _search(self, group: str, word: str) -> tuple[_Entry, ...]:
        if group == "arab" and not is_arabic(word[0]):
            # An Arabizi word nobody listed may be listed in Arabic letters.
            word = transliterate_word(word).rsplit(" ", 1)[-1]
            if not word:
                return ()
        keys = {
            "arab": arabic_keys, "arabizi": arabizi_keys,
        }.get(group, lambda one: tuple(dict.fromkeys((normalise(one), european_key(one)))))(word)  # fmt: skip
        for key in keys:
            if key in self._words[group]:
                return self._words[group][key]
        if group == "arabizi" and (entries := self._alike(word)):
            return entries
        for key in keys:
            for length in range(min(len(key), 14), _SHORTEST_STEM - 1, -1):
                if key[:length] in self._stems[group]:
                    return self._stems[group][key[:length]]
        return ()

    def _alike(self, word: str) -> tuple[_Entry, ...]:
        """Forms with the same consonants, if their vowels are not too unlike: toilette is no form of tlawoth."""
        sound = arabizi_keys(word)[0]
        return tuple(
            entry
            for entry in self._skeletons.get(arabizi_skeleton(word), ())
            if SequenceMatcher(None, sound, arabizi_keys(entry.form)[0], autojunk=False).ratio() >= _ALIKE
        )

    def matches(self, text: str, *, variety: str) -> tuple[Match, ...]:
        """The concepts named in a text, phrases first, then words outside them, each in reading order."""
        known = self._read.get((text, variety))
        if known is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            known = self._read[text, variety] = tuple(self._matches(text, variety))
        return known

    def _matches(self, text: str, variety: str) -> list[Match]:
        tokens = _tokens(text, variety)
        found: list[Match] = []
        covered = [False] * len(tokens)
        for group in ("arab", "arabizi", "fr", "en"):
            for start, stop, entries in self._phrase_hits(tokens, group):
                covered[start:stop] = [True] * (stop - start)
                words = " ".join(token.surface for token in tokens[start:stop])
                found += [Match(entry.concept, words, entry.weight, entry.form) for entry in entries]
        for place, token in enumerate(tokens):
            if covered[place]:
                continue
            for group in token.groups:
                if entries := self._lookup(group, token.surface):
                    share = 1.0 / len({entry.concept for entry in entries})
                    found += [
                        Match(entry.concept, token.surface, entry.weight * share, entry.form)
                        for entry in entries
                    ]
                    break
        return found

    def _phrase_hits(
        self, tokens: Sequence[_Token], group: str
    ) -> Iterable[tuple[int, int, tuple[_Entry, ...]]]:
        index = self._phrases[group]
        places = [
            place
            for place, token in enumerate(tokens)
            if group in token.groups and not (group != "arab" and is_determiner(token.surface))
        ]
        keys = [self._token_key(group, tokens[place].surface) for place in places]
        at = 0
        while at < len(keys):
            for length in range(min(_LONGEST_PHRASE, len(keys) - at), 1, -1):
                entries = index.get(tuple(keys[at : at + length]))
                if entries:
                    yield places[at], places[at + length - 1] + 1, entries
                    at += length - 1
                    break
            at += 1

    @staticmethod
    def _token_key(group: str, word: str) -> str:
        if group == "arab" and not is_arabic(word[0]):
            word = transliterate_word(word).rsplit(" ", 1)[-1]
        return _key_for(group, word) if word else ""

    def transform(self, texts: Sequence[str], *, varieties: Sequence[str]) -> Matrix:
        """float64 (n, concepts), 0 and up: summed weights of the distinct forms found for each concept."""
        scores = np.zeros((len(texts), len(self.classes_)))
        for row, (text, variety) in enumerate(zip(texts, varieties, strict=True)):
            for match in {
                (one.concept, one.form): one for one in self.matches(text, variety=variety)
            }.values():
                scores[row, match.concept] += match.weight
        return scores


def _append(index: dict, key: object, entry: _Entry) -> None:  # type: ignore[type-arg]
    if key and all(entry.concept != one.concept for one in index.get(key, ())):
        index[key] = (*index.get(key, ()), entry)
