"""What a text is made of: letters, language, personal data and copies of itself.

Knows nothing of meaning: vectors, topics and clusters live in other rooms.
"""
