"""The site: cities consult their citizens, review what they said and publish what was decided."""
