"""The explorer over the sample reports, asked without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.api import open as open_store
from kg.serve.app import application
from kg.serve.pool import Pool


@pytest.fixture(scope="session")
def site(sample_store: Path) -> TestClient:
    """A client of the explorer; it follows no redirect."""
    pool = Pool(lambda: open_store(sample_store, seconds=60), size=1)
    return TestClient(application(pool), follow_redirects=False)
