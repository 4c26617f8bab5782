"""Makes vectors comparable: takes the language out of them, then most of the noise."""

from analysis.reduce.centering import LanguageCentering
from analysis.reduce.projection import UnitProjection

__all__ = ["LanguageCentering", "UnitProjection"]
