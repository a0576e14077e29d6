"""THE FILE: all SQL, and all that keeps a project file whole."""
