"""The API table: what operations Pinterest's API has, and the parameters that each of them knows."""
