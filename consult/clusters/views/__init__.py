"""What the board shows, built from a review and the words it needs: pure, without queries and without HTML.

Words arrive masked here, and only here: a page never holds the original of what names a person.
"""
