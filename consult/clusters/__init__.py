"""What citizens meant: runs of the analysis, the groups it finds, and the review of them by a team."""
