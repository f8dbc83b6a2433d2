"""The register of authorities, built from a lookup and the curated files beside these modules."""
