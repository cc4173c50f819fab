"""Who reports what by when, and whom to remind."""
