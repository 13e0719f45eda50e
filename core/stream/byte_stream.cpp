#include "core/stream/byte_stream.h"

#include <algorithm>

#include "core/stream/sequence.h"
#include "core/stream/span_list.h"

namespace flowstat {

namespace {

/// Both versions of conflicts are kept up to so many octets a stream, so that no capture decides
/// how much memory we take; the conflicts themselves are always counted.
constexpr std::int64_t kMostKeptBytes = 1 << 20;
constexpr std::size_t kMostUrgent = 65'536;

Arrival arrival_of(const Packet& packet) {
  return {packet.frame_number, packet.time_ns};
}

std::string text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

void ByteStream::take(const Packet& packet, Pieces& pieces) {
  pieces.list.clear();
  note(packet);
  if (packet.has_payload && packet.payload_bytes > 0) take_payload(packet, pieces);
}

void ByteStream::note(const Packet& packet) {
  if (sums_.packets++ == 0) sums_.first = arrival_of(packet);
  sums_.last = arrival_of(packet);
  if (packet.has_flags(tcp_flag::kSyn) && !syn_end_) {
    syn_end_ = packet.tcp_seq + 1;
    if (!base_seq_) base_seq_ = syn_end_;
  }
  if (packet.has_flags(tcp_flag::kRst)) has_rst_ = true;
  if (!packet.has_flags(tcp_flag::kFin)) return;
  has_fin_ = true;
  fin_seq_ = packet.tcp_seq + packet.payload_bytes;
}

void ByteStream::take_payload(const Packet& packet, Pieces& pieces) {
  const std::uint32_t seq = packet.tcp_seq + (packet.has_flags(tcp_flag::kSyn) ? 1 : 0);
  sums_.sent_bytes += packet.payload_bytes;
  if (!base_seq_) base_seq_ = seq;
  const std::int64_t offset = offset_from(seq);
  const std::int64_t end = offset + packet.payload_bytes;
  const std::int64_t least = syn_end_            ? offset_of(*syn_end_, *base_seq_, 0)
                             : coverage_.empty() ? offset
                                                 : coverage_.begin() - kMostWindow;
  const std::int64_t from = std::max(offset, least);
  if (from >= end || offset > coverage_.end() + kMostWindow) {
    sums_.outside_bytes += packet.payload_bytes;
    return;
  }
  sums_.outside_bytes += from - offset;
  const std::int64_t known_end = coverage_.empty() ? from : coverage_.end();
  const auto captured_end = offset + static_cast<std::int64_t>(packet.payload.size());
  const Evidence evidence = packet.payload_bytes == 1 ? Evidence::probe : Evidence::data;
  bool is_late = false;
  if (from < captured_end)
    is_late = take_run({from, captured_end, evidence, arrival_of(packet)},
                       packet.payload.subspan(static_cast<std::size_t>(from - offset)), known_end,
                       pieces);
  if (captured_end < end)
    is_late |=
        take_run({std::max(from, captured_end), end, Evidence::truncated, arrival_of(packet)}, {},
                 known_end, pieces);
  if (is_late) ++sums_.out_of_order_packets;
  if (packet.has_flags(tcp_flag::kUrg) && packet.tcp_urgent > 0)
    note_urgent(packet, offset + packet.tcp_urgent - 1);
}

/// Takes a part of a packet; true if there are new octets before `known_end` in it.
bool ByteStream::take_run(const Run& run, Bytes bytes, std::int64_t known_end, Pieces& pieces) {
  bool is_late = false;
  pieces.parts.clear();
  coverage_.add(run, pieces.parts);
  for (const Part& part : pieces.parts) {
    if (part.kind == Part::Kind::fresh)
      is_late |= part.begin < known_end;
    else
      sums_.retransmitted_bytes += part.end - part.begin;
    if (run.evidence == Evidence::truncated || part.kind == Part::Kind::known) continue;
    const auto from = static_cast<std::size_t>(part.begin - run.begin);
    const auto count = static_cast<std::size_t>(part.end - part.begin);
    pieces.list.push_back({part.begin, bytes.subspan(from, count), part.kind == Part::Kind::again});
  }
  return is_late;
}

void ByteStream::note_urgent(const Packet& packet, std::int64_t offset) {
  std::vector<Run>& urgent = rare().urgent;
  if (urgent.size() == kMostUrgent) return;
  if (!urgent.empty() && urgent.back().begin == offset) return;
  urgent.push_back({offset, offset + 1, Evidence::data, arrival_of(packet)});
}

void ByteStream::note_conflict(const Packet& packet, std::int64_t offset, Bytes kept,
                               Bytes dropped) {
  const auto bytes = static_cast<std::int64_t>(kept.size());
  Conflict& conflict = rare().conflicts.emplace_back();
  conflict.offset = offset;
  conflict.bytes = bytes;
  conflict.second = arrival_of(packet);
  if (rare_->kept_bytes + bytes > kMostKeptBytes) return;
  rare_->kept_bytes += bytes;
  conflict.kept = text_of(kept);
  conflict.dropped = text_of(dropped);
}

std::int64_t ByteStream::offset_from(std::uint32_t seq) const {
  return offset_of(seq, *base_seq_, coverage_.end());
}

std::int64_t ByteStream::base() const {
  if (syn_end_) return offset_of(*syn_end_, *base_seq_, 0);
  return coverage_.begin();
}

std::optional<std::uint32_t> ByteStream::first_seq() const {
  if (!base_seq_) return std::nullopt;
  return *base_seq_ + static_cast<std::uint32_t>(base());
}

std::optional<std::int64_t> ByteStream::fin_offset() const {
  if (!has_fin_ || !base_seq_) return std::nullopt;
  const std::int64_t offset = offset_from(fin_seq_);
  if (offset > coverage_.end() + kMostWindow) return std::nullopt;
  return offset;
}

std::vector<Span> ByteStream::spans() const {
  SpanList list;
  if (coverage_.empty() && !syn_end_) return list.take();
  const std::int64_t zero = base();
  coverage_.for_each([&](const Run& run) {
    const std::int64_t begin = std::max(run.begin, zero);
    if (run.end <= begin) return;
    list.add({begin - zero, run.end - begin,
              run.evidence == Evidence::truncated ? SpanStatus::truncated : SpanStatus::data,
              run.first.frame, run.first.time_ns});
  });
  if (const auto fin = fin_offset()) list.end_at(*fin - zero);
  if (!rare_) return list.take();
  // Of marks at one place the first counts: that octets differ is the graver news.
  for (const Conflict& each : rare_->conflicts)
    list.mark(each.offset - zero, each.bytes, SpanStatus::conflict, each.second);
  for (const Run& octet : rare_->urgent)
    list.mark(octet.begin - zero, 1, SpanStatus::urgent, octet.first);
  return list.take();
}

std::vector<Conflict> ByteStream::conflicts() const {
  if (!rare_) return {};
  std::vector<Conflict> conflicts = rare_->conflicts;
  const std::int64_t zero = base();
  for (Conflict& each : conflicts) {
    each.offset -= zero;
    const std::int64_t before = std::max<std::int64_t>(-each.offset, 0);  // of a SYN that came late
    each.offset += before;
    each.bytes -= before;
    each.kept.erase(0, static_cast<std::size_t>(before));
    each.dropped.erase(0, static_cast<std::size_t>(before));
  }
  std::erase_if(conflicts, [](const Conflict& each) { return each.bytes <= 0; });
  std::ranges::stable_sort(conflicts, {}, &Conflict::offset);
  return conflicts;
}

ByteStream::Rare& ByteStream::rare() {
  if (!rare_) rare_ = std::make_unique<Rare>();
  return *rare_;
}

}  // namespace flowstat
