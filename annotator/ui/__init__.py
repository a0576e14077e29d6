"""THE WINDOW: all Qt."""
