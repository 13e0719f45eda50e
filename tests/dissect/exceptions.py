"""Captures whose values may differ from what tshark prints, with reasons."""

from __future__ import annotations

import csv
from pathlib import Path

from support.dissect import version


def exception(name: str) -> str:
    """Why the values of a capture may differ; empty where they may not."""
    with Path(__file__).with_name("exceptions.tsv").open() as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["capture"] == name]
    return "".join(row["reason"] for row in rows if row["wireshark"] in ("all", version()))
