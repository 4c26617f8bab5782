"""What citizens said: drafts, responses, answers, receipts, screening, withdrawal."""
