"""The same windows and projects as the tests of the window."""

from __future__ import annotations

from tests.ui.conftest import dressed, driver, sample, sample_master, settings

__all__ = ["dressed", "driver", "sample", "sample_master", "settings"]
