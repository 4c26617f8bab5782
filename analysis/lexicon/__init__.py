"""What people say about city life: concepts, the forms they are named by, and their discovery in a text.

This is knowledge, kept as plain tables under `analysis/data/lexicon`; it knows no city, no theme and no
statistics.
"""

from analysis.lexicon.concepts import Concept, Form, all_concepts, concept_keys
from analysis.lexicon.matcher import ConceptMatcher, Match

__all__ = ["Concept", "ConceptMatcher", "Form", "Match", "all_concepts", "concept_keys"]
