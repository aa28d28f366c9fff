"""Quick capture: a thought in under a minute, from anywhere."""
