"""The register of evidence: what proves which criterion, and the folder that is handed in."""
