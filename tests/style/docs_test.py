"""The generated pages in docs/ are those that the programs would write now."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("fields.md", "file_names.md", "formats.md")


def main() -> int:
    """The number of stale pages."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([str(ROOT / "scripts" / "docs"), folder], check=True)
        stale = [page for page in PAGES if (ROOT / "docs" / page).read_text() != Path(folder, page).read_text()]
    for page in stale:
        print(f"docs/{page} is stale; run: make docs")
    return len(stale)


if __name__ == "__main__":
    sys.exit(main())
