"""Several files are one timeline, and every row says where its frame lies."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from support.flowdump import capture, captures, dump
from support.records import records, unpacked
from support.tables import read_arrow, rows, table

WHERE = ("file_index", "file_offset", "interface_id")

needs_mergecap = pytest.mark.skipif(not shutil.which("mergecap"), reason="needs mergecap, of Debian's wireshark-common")


def rows_of(*sources: Path, name: str = "packets") -> list[dict[str, object]]:
    """The rows of a table over several files, without where each frame lies."""
    done = dump(*sources, "--table", name, "--columns", "all", "--format", "arrows", "-o", "-")
    found = rows(read_arrow(done.stdout, "arrows"))
    return [{key: cell for key, cell in row.items() if key not in WHERE} for row in found]


def deal(source: Path, folder: Path, piles: int) -> list[Path]:
    """A pcap file's frames dealt out, one after the other, to several files."""
    data = source.read_bytes()
    files = [folder / f"pile{i}.pcap" for i in range(piles)]
    contents = [bytearray(data[:24]) for _ in files]
    for i, one in enumerate(records(data)):
        contents[i % piles] += data[one.offset : one.offset + 16 + len(one.frame)]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    return files


@pytest.mark.parametrize("name", ["packets", "flows"])
@pytest.mark.parametrize("source", ["tcp_loss.pcap", "dns.pcap", "tcp_port_reuse.pcap"])
def test_dealt_out_frames_come_together_again(source: str, name: str, tmp_path: Path) -> None:
    piles = deal(capture(source), tmp_path, 3)
    assert rows_of(*piles, name=name) == rows_of(capture(source), name=name)
    assert rows_of(*piles[::-1], name=name) == rows_of(capture(source), name=name)


def test_file_index_counts_the_files_as_given(tmp_path: Path) -> None:
    piles = deal(capture("dns.pcap"), tmp_path, 3)
    done = dump(piles[2], piles[0], piles[1], "--columns", "file_index")
    assert [int(cell) for (cell,) in done.cells()[:6]] == [1, 2, 0, 1, 2, 0]


@needs_mergecap
@pytest.mark.parametrize("name", ["packets", "flows"])
@pytest.mark.parametrize(
    "sources",
    [
        ("http.pcap", "dns.pcap", "arp.pcap"),
        ("dns_gzip.pcap.gz", "dns.pcap"),  # every time twice: equal ones in order of the files
        ("raw_ip.pcap", "http_ipv6.pcapng", "multi_interface.pcapng", "nanosecond.pcap"),
    ],
    ids=lambda names: "+".join(names),
)
def test_equals_mergecap(sources: tuple[str, ...], name: str, tmp_path: Path) -> None:
    files = [capture(source) for source in sources]
    merged = tmp_path / "merged.pcapng"
    subprocess.run(["mergecap", "-F", "pcapng", "-w", merged, *files], check=True, capture_output=True)
    assert rows_of(*files, name=name) == rows_of(merged, name=name)


@pytest.mark.parametrize("source", captures(), ids=lambda path: path.name)
def test_file_offset_points_at_the_record(source: Path) -> None:
    found = table(source, "--columns", "frame_number,file_index,file_offset,captured_bytes")
    expected = [(i + 1, 0, one.offset, len(one.frame)) for i, one in enumerate(records(unpacked(source)))]
    assert [tuple(row.values()) for row in rows(found)] == expected


def test_payload_lies_behind_the_offset() -> None:
    source = capture("http.pcap")
    data = unpacked(source)
    for row in rows(table(source)):
        at, size = int(str(row["file_offset"])) + 16, int(str(row["captured_bytes"]))
        assert bytes(row["payload"] or b"") in data[at : at + size]


def test_offsets_in_several_files(tmp_path: Path) -> None:
    files = [capture("dns_zstd.pcap.zst"), *deal(capture("dns.pcap"), tmp_path, 2)]
    contents = [{one.offset: one.frame for one in records(unpacked(file))} for file in files]
    done = dump(*files, "--columns", "file_index,file_offset,captured_bytes")
    seen = [(int(index), int(offset), int(size)) for index, offset, size in done.cells()]
    assert sorted(seen) == sorted(
        (index, offset, len(frame)) for index, content in enumerate(contents) for offset, frame in content.items()
    )
