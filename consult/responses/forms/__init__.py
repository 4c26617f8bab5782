"""What a form of this room means, where that is more than the questionnaire itself says."""
