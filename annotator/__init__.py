"""Annotator: mark up news articles and take the data out."""

__version__ = "0.1.0"
