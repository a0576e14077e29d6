"""The faults that a project must survive, by the rows of `table.FAULTS`; `python -m tests.faults` tells."""
