"""The technical team's board: themes, topics, proposed groups, and what a person does with them."""

from consult.clusters.office import acts, board, overview, topic

ROUTES = (*overview.ROUTES, *board.ROUTES, *topic.ROUTES, *acts.ROUTES)
