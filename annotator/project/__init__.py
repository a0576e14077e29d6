"""THE DOOR: every action there is; `Project` is the only way in."""
