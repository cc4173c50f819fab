"""Excel forms that departments fill in, and what comes back from them."""
