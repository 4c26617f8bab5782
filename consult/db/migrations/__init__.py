"""Steps of the schema. Each runs as the owner; the site's role gets only what it needs."""
