"""From an answer to the concepts it speaks of, and from concepts to the topics a city chose.

Knows the written corpus and what was learned from it; clusters and reviews live in other rooms.
"""

from analysis.meaning.bundled import numbers, recogniser
from analysis.meaning.mapping import TopicMapping
from analysis.meaning.recogniser import ConceptRecogniser

__all__ = ["ConceptRecogniser", "TopicMapping", "numbers", "recogniser"]
