"""Arabic, French and English: the list of locales, the catalogues, staff texts, numbers and dates."""
