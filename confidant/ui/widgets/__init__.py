"""The controls of the window: they paint themselves from the theme and say what they are."""
