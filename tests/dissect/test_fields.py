"""Fields of Wireshark's as typed columns: their types, names, lists, filters, flows, workers, messages."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from golden import captures
from support.dissect import ENV, dissect, tshark
from support.flowdump import BAD_FILTER, COMPLETE, USAGE, capture, command, finished

HTTP = capture("http.pcap")


def rows(*words: str | Path, stdin: bytes = b"") -> list[dict[str, object]]:
    """The rows of a run that has to complete."""
    done = dissect("--format", "jsonl", *words, stdin=stdin)
    assert done.exit_code == COMPLETE, done.stderr
    return [json.loads(line) for line in done.lines()]


def schema(tmp_path: Path, *words: str | Path) -> pa.Schema:
    to = tmp_path / "out.parquet"
    done = dissect(HTTP, *words, "-o", to, "--force")
    assert done.exit_code == COMPLETE, done.stderr
    return pq.read_schema(to)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("frame.number", pa.uint32()),
        ("frame.time_epoch", pa.timestamp("ns", "UTC")),
        ("frame.time_delta", pa.duration("ns")),
        ("eth.src", pa.list_(pa.string())),
        ("ip.src", pa.list_(pa.string())),
        ("ip.ttl", pa.list_(pa.uint8())),
        ("ip.flags.df", pa.list_(pa.bool_())),
        ("tcp.srcport", pa.list_(pa.uint16())),
        ("tcp.seq", pa.list_(pa.uint32())),
        ("tcp.payload", pa.list_(pa.binary())),
        ("tcp.time_delta", pa.list_(pa.duration("ns"))),
        ("http", pa.bool_()),
        ("http.content_length", pa.list_(pa.int64())),
        ("http.host", pa.list_(pa.string())),
        ("radiotap.dbm_antsignal", pa.list_(pa.int8())),
        ("_ws.col.Info", pa.string()),
    ],
)
def test_types(tmp_path: Path, field: str, kind: pa.DataType) -> None:
    found = schema(tmp_path, "-e", field).field(field)
    # Parquet calls the items of a list by another name.
    assert (found.type.value_type if pa.types.is_list(kind) else found.type) == (kind.value_type if pa.types.is_list(kind) else kind)
    assert pa.types.is_list(found.type) == pa.types.is_list(kind)


def test_what_a_column_says_of_itself(tmp_path: Path) -> None:
    said = schema(tmp_path, "-e", "ip.ttl", "--names", "sql").field("ip_ttl").metadata
    assert (said[b"wireshark"], said[b"description"]) == (b"ip.ttl", b"Time to Live")


def test_choices_of_types(tmp_path: Path) -> None:
    assert schema(tmp_path, "-e", "http.content_length", "--uint64").field(0).type.value_type == pa.uint64()
    assert schema(tmp_path, "-e", "ip.src", "--addresses", "binary").field(0).type.value_type == pa.binary()
    assert schema(tmp_path, "-e", "frame.time_epoch", "--time-unit", "us").field(0).type == pa.timestamp("us", "UTC")
    assert schema(tmp_path, "-e", "ip.src", "-E", "occurrence=f").field(0).type == pa.string()


def test_lists_go_through_every_format(tmp_path: Path) -> None:
    expected = [row["tcp.port"] for row in rows(HTTP, "-e", "tcp.port")]
    assert any(value is not None and len(value) == 2 for value in expected)  # type: ignore[arg-type]
    for ending in ("parquet", "arrow"):
        to = tmp_path / f"out.{ending}"
        assert dissect(HTTP, "-e", "tcp.port", "-o", to).exit_code == COMPLETE
        table = pq.read_table(to) if ending == "parquet" else pa.ipc.open_file(to).read_all()
        assert table["tcp.port"].to_pylist() == expected


def test_occurrences() -> None:
    both = [row["tcp.port"] for row in rows(HTTP, "-e", "tcp.port")]
    first = [row["tcp.port"] for row in rows(HTTP, "-e", "tcp.port", "-E", "occurrence=f")]
    last = [row["tcp.port"] for row in rows(HTTP, "-e", "tcp.port", "-E", "occurrence=l")]
    assert first == [value and value[0] for value in both] and last == [value and value[-1] for value in both]  # type: ignore[index]


def test_value_strings() -> None:
    beside = rows(HTTP, "-e", "ip.proto", "-e", "tcp.flags.syn", "--value-strings")
    assert {"ip.proto", "ip.proto.text", "tcp.flags.syn", "tcp.flags.syn.text"} == set(beside[0])
    assert ["TCP"] in [row["ip.proto.text"] for row in beside]
    instead = rows(HTTP, "-e", "ip.proto", "--value-strings=instead")
    assert {"ip.proto": ["TCP"]} in instead


def test_native_columns_stand_in_the_same_row() -> None:
    for row in rows(HTTP, "--columns", "frame_number,src_addr,tcp_stream", "-e", "frame.number", "-e", "ip.src", "-e", "tcp.stream"):
        assert row["frame_number"] == row["frame.number"]
        if row["tcp_stream"] is not None:
            assert [row["src_addr"]] == row["ip.src"] and [row["tcp_stream"]] == row["tcp.stream"]


def test_a_display_filter_chooses_rows() -> None:
    numbers = [row["frame_number"] for row in rows(HTTP, "-Y", "http.request")]
    theirs = tshark("-r", HTTP, "-Y", "http.request", "-T", "fields", "-e", "frame.number").lines()
    assert numbers == list(map(int, theirs)) and numbers


def test_filters_of_both_kinds_and_a_count() -> None:
    all_rows = rows(HTTP, "-Y", "tcp.len > 0", "-f", "src port 80", "-e", "frame.number", "-e", "tcp.srcport")
    assert all_rows and all(row["tcp.srcport"] == [80] for row in all_rows)
    assert rows(HTTP, "-Y", "tcp.len > 0", "-f", "src port 80", "-e", "frame.number", "-e", "tcp.srcport", "--start", "0") == all_rows


def test_flows_are_made_of_what_the_filter_takes() -> None:
    (flow,) = rows(HTTP, "--table", "flows", "-Y", "http", "--columns", "forward_packets,backward_packets")[:1]
    assert flow["forward_packets"] + flow["backward_packets"] < len(rows(HTTP))  # type: ignore[operator]


def test_two_passes_know_what_comes_later() -> None:
    once = rows(HTTP, "-Y", "http.request", "-e", "http.response_in")
    twice = rows(HTTP, "-Y", "http.request", "-e", "http.response_in", "-2")
    assert once[0]["http.response_in"] is None and twice[0]["http.response_in"] is not None


def flows_of_tshark(path: Path, field: str) -> dict[str, list[str]]:
    """Distinct values of a field by stream, in order of packets."""
    values: dict[str, list[str]] = {}
    for line in tshark("-r", path, "-T", "fields", "-e", "tcp.stream", "-e", field, "-E", "aggregator=\x1e").lines():
        stream, cell = line.split("\t")
        for value in filter(None, cell.split("\x1e")):
            if stream and value not in values.setdefault(stream, []):
                values[stream].append(value)
    return values


@pytest.mark.parametrize("field", ["http.host", "http.request.uri", "ip.ttl", "tcp.options.mss_val"])
def test_values_of_flows_are_tsharks_by_stream(field: str) -> None:
    found = rows(HTTP, "--table", "flows", "--columns", "tcp_stream", "-e", field, "--values", "1000")
    ours = {str(row["tcp_stream"]): list(map(str, row[field])) for row in found if row[field] and row["tcp_stream"] is not None}  # type: ignore[arg-type]
    assert ours == flows_of_tshark(HTTP, field)


def test_a_flow_keeps_so_many_values() -> None:
    found = rows(HTTP, "--table", "flows", "--columns", "flow_id", "-e", "tcp.seq", "--values", "3")
    assert max(len(row["tcp.seq"] or []) for row in found) == 3  # type: ignore[arg-type]


def test_names_for_databases() -> None:
    done = dissect(HTTP, "-e", "ip.src", "-e", "ip.SRC", "--names", "sql")
    assert done.exit_code == USAGE  # there is no such field, so this needs two that there are
    done = dissect(HTTP, "-e", "tcp.flags.res", "-e", "tcp.flags.reset", "--names", "sql", "--format", "jsonl")
    assert set(json.loads(done.lines()[0])) == {"tcp_flags_res", "tcp_flags_reset"} and done.stderr == ""


def test_preferences_and_decode_as() -> None:
    assert all(row["tcp.seq"] is None or row["tcp.seq"][0] < 100_000 for row in rows(HTTP, "-e", "tcp.seq"))  # type: ignore[index]
    absolute = rows(HTTP, "-e", "tcp.seq", "-o", "tcp.relative_sequence_numbers:FALSE")
    assert absolute == rows(HTTP, "-e", "tcp.seq", "--pref", "tcp.relative_sequence_numbers:FALSE")
    assert any(row["tcp.seq"] and row["tcp.seq"][0] > 100_000 for row in absolute)  # type: ignore[index]
    assert not any(row["http"] for row in rows(HTTP, "-e", "http", "-d", "tcp.port==80,data"))
    assert not any(row["http"] for row in rows(HTTP, "-e", "http", "--disable-protocol", "http"))


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (["-e", "ip.sr"], USAGE, "no field 'ip.sr'; did you mean 'ip.src'?"),
        (["-e", "ip.src", "-e", "ip.src"], USAGE, "field 'ip.src' is named twice"),
        (["-Y", "ip.scr == 1"], BAD_FILTER, "display filter 'ip.scr == 1'"),
        (["-e", "ip.src", "--pref", "tcp.desegment_tcp_stream:FALSE"], USAGE, "did you mean 'tcp.desegment_tcp_streams'?"),
        (["-e", "ip.src", "--pref", "nonsense"], USAGE, "it takes name:value"),
        (["-e", "ip.src", "-C", "nonsense"], USAGE, "no configuration profile 'nonsense'"),
        (["-e", "ip.src", "-d", "tcp.port==80"], USAGE, "-d takes layer==selector,protocol"),
        (["-e", "ip.src", "-d", "tcp.prot==80,http"], USAGE, "there is no layer 'tcp.prot'"),
        (["-e", "ip.src", "-d", "tcp.port==80,htpp"], USAGE, "did you mean 'http'?"),
        (["-e", "ip.src", "--disable-protocol", "htpp"], USAGE, "no protocol 'htpp'; did you mean 'http'?"),
        (["-e", "ip.src", "-N", "x"], USAGE, "-N does not know 'x'"),
        (["-e", "tcp.stream", "--engine", "dissector", "--jobs", "2"], USAGE, "--jobs cannot give tcp.stream"),
        (["--list-fields", "no such field"], USAGE, "no field's name or description holds"),
    ],
)
def test_messages(words: list[str], exit_code: int, said: str) -> None:
    done = dissect(HTTP, *words)
    assert done.exit_code == exit_code
    assert said in done.stderr and done.stdout == b""


def test_fields_are_listed() -> None:
    lines = dissect("--list-fields", "server_name").lines()
    assert any(line.startswith("tls.handshake.extensions_server_name\tCharacter string\t") for line in lines)


def test_standard_input_is_read_twice(tmp_path: Path) -> None:
    octets = HTTP.read_bytes()
    assert rows("-", "-e", "ip.src", "--columns", "frame_number", stdin=octets) == rows(HTTP, "-e", "ip.src", "--columns", "frame_number")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [["--jobs", "3"], ["--chunk", "7"], ["--jobs", "2", "--chunk", "5"]], ids=" ".join)
def test_workers_give_what_one_gives(words: list[str]) -> None:
    asked = ["-e", "frame.number", "-e", "ip.src", "-e", "tcp.port", "-e", "tcp.payload"]
    for path in (HTTP, capture("dns.pcap")):
        if path.exists():
            assert rows(path, *asked, *words) == rows(path, *asked)


def big() -> Path:
    path = captures.SHARED / "bench" / "mix-apps-public.pcap"
    if not path.exists():
        pytest.skip("no shared captures here")
    return path


def children(process: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def workers(run: subprocess.Popen[str]) -> list[int]:
    """The processes that dissect for a run, as soon as there are any."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if found := [worker for nursery in children(run.pid) for worker in children(nursery)]:
            return found
    pytest.fail("no worker began")


def test_a_worker_that_dies_costs_one_packet(tmp_path: Path) -> None:
    to = tmp_path / "out.jsonl"
    line = command("-q", big(), "-e", "frame.number", "-e", "http.host", "-o", to)
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, env={**os.environ, **ENV}) as run:
        worker = workers(run)[0]
        time.sleep(0.2)
        os.kill(worker, signal.SIGSEGV)
        assert run.stderr is not None
        said = run.stderr.read()
    assert run.returncode == 0
    lost = [line for line in said.splitlines() if "could not be dissected" in line]
    assert len(lost) == 1 and "signal 11" in lost[0]
    found = [json.loads(line)["frame.number"] for line in to.read_text().splitlines()]
    frame = int(lost[0].split()[2])
    assert found == [number for number in range(1, found[-1] + 1) if number != frame]


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    to = tmp_path / "out.parquet"
    line = command("-q", big(), "-2", "-e", "ip.src", "-o", to)
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, env={**os.environ, **ENV}) as run:
        workers(run)
        nurseries = children(run.pid)
        run.send_signal(signal.SIGINT)
    assert run.returncode == 130 and not list(tmp_path.iterdir())
    assert nurseries and not any(Path(f"/proc/{nursery}").exists() for nursery in nurseries)


def test_fields_of_wiresharks_own_plugins_are_there() -> None:
    """Since 4.4 Wireshark looks for them beside the program."""
    if b"ethercat.so" not in finished(["tshark", "-G", "plugins"], b"", ENV, None).stdout:
        pytest.skip("this Wireshark has no plugin for EtherCAT")
    assert any(line.startswith("ecat_mailbox\tProtocol") for line in dissect("--list-fields", "ecat_mailbox").lines())
