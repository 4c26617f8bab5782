"""Who works here: members, their roles in a city, sign-in and the audit trail."""
