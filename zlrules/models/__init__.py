"""What the files that users write look like: frozen pydantic models, unknown keys refused."""
