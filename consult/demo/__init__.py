"""The content of the demonstration: one consultation, written answers. Data, no code."""
