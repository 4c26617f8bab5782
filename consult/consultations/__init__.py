"""What a consultation asks: its document, its questions by kind, and the paths a form can take.

It refuses to know who answered and what the answers mean.
"""
