"""The faults that a project must survive; each test says which."""
