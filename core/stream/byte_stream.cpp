#include "core/stream/byte_stream.h"

#include <algorithm>

#include "core/stream/span_list.h"

namespace flowstat {

namespace {

/// Both versions of conflicts are kept up to so many octets a stream, so that no capture decides
/// how much memory we take; conflicting octets are always counted.
constexpr std::int64_t kMostKeptBytes = 1 << 20;
/// So many conflicts a stream are kept one by one; of the others it is kept where they are.
constexpr std::size_t kMostConflicts = 16'384;

Arrival arrival_of(const Packet& packet) {
  return {packet.frame_number, packet.time_ns};
}

/// True for a SYN that counts as an octet.
bool bears_syn(const Packet& packet) {
  return packet.has_flags(tcp_flag::kSyn) && !packet.has_flags(tcp_flag::kRst);
}

/// Sequence number of the first octet of payload.
std::uint32_t payload_seq(const Packet& packet) {
  return packet.tcp_seq + (bears_syn(packet) ? 1 : 0);
}

std::string text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Adds a conflict for each run of octets that conflict and are in none of `conflicts`.
void add_unlisted(const Coverage& conflicting, std::vector<Conflict>& conflicts) {
  Coverage listed;
  std::vector<Part> parts;
  for (const Conflict& each : conflicts)
    listed.add({each.offset, each.offset + each.bytes, Evidence::data, each.second}, parts);
  conflicting.for_each([&](const Run& run) {
    parts.clear();
    listed.add(run, parts);
    for (const Part& part : parts)
      if (part.kind == Part::Kind::fresh)
        conflicts.push_back({part.begin, part.end - part.begin, run.first_at(part.begin), {}, {}});
  });
}

/// Takes from `conflict` what lies outside [begin, end).
void limit(Conflict& conflict, std::int64_t begin, std::int64_t end) {
  const std::int64_t cut = std::clamp<std::int64_t>(begin - conflict.offset, 0, conflict.bytes);
  conflict.offset += cut;
  conflict.bytes = std::clamp<std::int64_t>(end - conflict.offset, 0, conflict.bytes - cut);
  if (conflict.kept.empty()) return;
  for (std::string* version : {&conflict.kept, &conflict.dropped})
    *version =
        version->substr(static_cast<std::size_t>(cut), static_cast<std::size_t>(conflict.bytes));
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
  if (bears_syn(packet)) note_syn(packet.tcp_seq + 1);
  if (packet.has_flags(tcp_flag::kRst)) has_rst_ = true;
  if (!packet.has_flags(tcp_flag::kFin)) return;
  has_fin_ = true;
  claim(payload_seq(packet) + packet.payload_bytes, fin_);
}

void ByteStream::note_syn(std::uint32_t seq) {
  if (has_syn_) {
    if (seq != syn_end_ && coverage_.empty()) rare().other_syn_end = seq;
    return;
  }
  syn_end_ = seq;
  has_syn_ = true;
  if (!has_base_) begin_at(seq);
}

void ByteStream::choose_syn(std::uint32_t ack) {
  if (rare_->other_syn_end != ack || !coverage_.empty()) return;
  syn_end_ = ack;
  fin_ = acked_ = kNowhere;
  begin_at(ack);
}

/// Sets where offset 0 is, provisionally.
void ByteStream::begin_at(std::uint32_t seq) {
  base_seq_ = seq;
  has_base_ = true;
  for (std::int64_t* claimed : {&fin_, &acked_}) {
    if (*claimed == kNowhere) continue;
    const std::int64_t offset = offset_of(static_cast<std::uint32_t>(*claimed), seq, 0);
    *claimed = offset > kMostWindow ? kNowhere : offset;
  }
}

void ByteStream::take_payload(const Packet& packet, Pieces& pieces) {
  const std::uint32_t seq = payload_seq(packet);
  sums_.sent_bytes += packet.payload_bytes;
  if (!has_base_) begin_at(seq);
  const std::int64_t offset = offset_from(seq);
  const std::int64_t end = std::min(offset + packet.payload_bytes, coverage_.end() + kMostWindow);
  const std::int64_t least = has_syn_            ? offset_of(syn_end_, base_seq_, 0)
                             : coverage_.empty() ? offset
                                                 : coverage_.begin() - kMostWindow;
  const std::int64_t from = std::max(offset, least);
  sums_.outside_bytes += packet.payload_bytes - std::max<std::int64_t>(end - from, 0);
  if (from >= end) return;
  const std::int64_t known_end = coverage_.empty() ? from : coverage_.end();
  const std::int64_t captured_end =
      std::min(offset + static_cast<std::int64_t>(packet.payload.size()), end);
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
    // The pointer counts from the packet's own number, which may be the SYN's.
    rare().urgent.try_emplace(offset - (seq - packet.tcp_seq) + packet.tcp_urgent - 1,
                              arrival_of(packet));
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

void ByteStream::note_conflict(const Packet& packet, std::int64_t offset, Bytes kept,
                               Bytes dropped) {
  const auto bytes = static_cast<std::int64_t>(kept.size());
  std::vector<Part> parts;
  rare().conflicting.add({offset, offset + bytes, Evidence::data, arrival_of(packet)}, parts);
  if (rare_->conflicts.size() == kMostConflicts) return;
  Conflict& conflict = rare_->conflicts.emplace_back();
  conflict.offset = offset;
  conflict.bytes = bytes;
  conflict.second = arrival_of(packet);
  if (rare_->kept_bytes + bytes > kMostKeptBytes) return;
  rare_->kept_bytes += bytes;
  conflict.kept = text_of(kept);
  conflict.dropped = text_of(dropped);
}

std::int64_t ByteStream::offset_from(std::uint32_t seq) const {
  return offset_of(seq, base_seq_, coverage_.end());
}

std::int64_t ByteStream::base() const {
  if (has_syn_) return offset_of(syn_end_, base_seq_, 0);
  return coverage_.begin();
}

std::optional<std::uint32_t> ByteStream::seq_at(std::int64_t offset) const {
  if (!has_base_) return std::nullopt;
  return base_seq_ + static_cast<std::uint32_t>(offset);
}

bool ByteStream::lacks_any(std::int64_t begin, std::int64_t end) const {
  coverage_.visit_from(begin, [&](const Run& run) {
    if (run.begin > begin) return false;
    begin = run.end;
    return begin < end;
  });
  return begin < end;
}

std::int64_t ByteStream::payload_offset(const Packet& packet) const {
  return offset_from(payload_seq(packet));
}

/// The offset from which on octets are outside.
std::int64_t ByteStream::end_in(const StreamBounds& bounds) const {
  const bool is_end = fin_ >= bounds.zero && fin_ >= acked_;
  return is_end ? std::max(fin_, bounds.least_end) : kEndless;
}

std::vector<Span> ByteStream::spans_from(const StreamBounds& bounds, std::int64_t begin,
                                         const Patience& patience) const {
  SpanList list(begin);
  if (coverage_.empty() && !has_syn_) return list.take();
  const std::int64_t zero = bounds.zero;
  const std::int64_t last = end_in(bounds);
  bool is_whole = true;
  coverage_.visit_from(zero + begin, [&](const Run& run) {
    const std::int64_t from = std::max(run.begin, zero + begin);
    const std::int64_t bytes = std::min(run.end, last) - from;
    if (bytes <= 0) return run.begin < last;
    const Arrival first = run.first_at(from);
    const bool is_behind_hole = from - zero > list.end();
    is_whole = !is_behind_hole || (from <= patience.sure && first.time_ns <= patience.until_ns);
    if (!is_whole) return false;
    const SpanStatus status =
        run.evidence == Evidence::truncated ? SpanStatus::truncated : SpanStatus::data;
    list.add({from - zero, bytes, status, first.frame, first.time_ns});
    return true;
  });
  const std::int64_t claimed = std::max(fin_, acked_);
  if (is_whole && claimed <= patience.sure) list.end_at(claimed - zero);
  if (rare_) mark(zero, begin, list);
  return list.take();
}

/// Conflicts go first: that octets differ is the graver news.
void ByteStream::mark(std::int64_t zero, std::int64_t begin, SpanList& list) const {
  const std::int64_t end = zero + list.end();
  std::vector<SpanList::Mark> marks;
  rare_->conflicting.visit_from(zero + begin, [&](const Run& run) {
    if (run.begin < end) marks.push_back({run.begin - zero, run.end - zero, run.first});
    return run.begin < end;
  });
  list.mark(marks, SpanStatus::conflict);
  marks.clear();
  for (auto at = rare_->urgent.lower_bound(zero + begin);
       at != rare_->urgent.end() && at->first < end; ++at)
    marks.push_back({at->first - zero, at->first - zero + 1, at->second});
  list.mark(marks, SpanStatus::urgent);
}

std::vector<Conflict> ByteStream::conflicts_in(const StreamBounds& bounds) const {
  if (!rare_) return {};
  std::vector<Conflict> conflicts = rare_->conflicts;
  if (conflicts.size() == kMostConflicts) add_unlisted(rare_->conflicting, conflicts);
  for (Conflict& each : conflicts) {
    limit(each, bounds.zero, end_in(bounds));
    each.offset -= bounds.zero;
  }
  std::erase_if(conflicts, [](const Conflict& each) { return each.bytes == 0; });
  std::ranges::stable_sort(conflicts, {}, &Conflict::offset);
  return conflicts;
}

StreamSums ByteStream::final_sums_in(const StreamBounds& bounds) const {
  StreamSums sums = sums_;
  const std::int64_t last = end_in(bounds);
  coverage_.for_each([&](const Run& run) {
    const std::int64_t inside = std::min(run.end, last) - std::max(run.begin, bounds.zero);
    sums.outside_bytes += run.end - run.begin - std::max<std::int64_t>(inside, 0);
  });
  return sums;
}

ByteStream::Rare& ByteStream::rare() {
  if (!rare_) rare_ = std::make_unique<Rare>();
  return *rare_;
}

}  // namespace flowstat
