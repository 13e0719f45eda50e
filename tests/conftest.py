"""What tests of several folders share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --all-captures."""
    parser.addoption("--all-captures", action="store_true",
                     help="compare all shared captures with tshark and tcpflow, not only subsets")  # fmt: skip
