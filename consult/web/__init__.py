"""What every page and form shares: rendering, forms, permissions, security, errors, sessions. It knows no room."""
