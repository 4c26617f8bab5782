"""What a city publishes: figures, topics, quotes and decisions, frozen into releases.

It refuses to group answers anew: it prints what earlier rooms decided.
"""
