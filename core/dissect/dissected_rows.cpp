#include "core/dissect/dissected_rows.h"

#include <poll.h>

#include <algorithm>

#include "core/base/time.h"

namespace flowstat::dissect {

namespace {

constexpr int kWaitMs = 100;
constexpr std::size_t kMergedRows = 4096;

/// How long the packet of `pulse` has been at work; 0 where none is.
std::int64_t taken_ns(const Pulse& pulse) {
  return pulse.packet == 0 ? 0 : monotonic_ns() - pulse.started_ns;
}

}  // namespace

DissectedRows::DissectedRows(Nursery& nursery, std::vector<ColumnSpec> columns,
                             const Workload& workload)
    : nursery_(nursery), workload_(workload) {
  merged_.fields = make_batch(columns);
  for (std::uint32_t i = 0; i < workload.jobs; ++i) {
    Shard& shard = shards_.emplace_back();
    shard.rows.fields = make_batch(columns);
    shard.part.shard = i;
    shard.part.shards = workload.jobs;
    if (workload.chunk_packets > 0) shard.part.last_packet = workload.chunk_packets;
  }
}

DissectedRows::~DissectedRows() {
  for (Shard& shard : shards_) nursery_.bury(shard.worker);
}

Result<const Rows*> DissectedRows::next(const std::function<Status()>& wait) {
  merged_.packets.clear();
  merged_.fields.clear();
  if (shards_.size() == 1) {  // nothing to merge, nothing to copy
    Shard& only = shards_.front();
    only.has_rows = false;
    if (const Status status = want_rows(0, wait); !status.ok()) return status.error();
    if (only.has_rows) return &only.rows;
    if (!ended_.ok()) return ended_.error();
    return &merged_;
  }
  while (merged_.packets.size() < kMergedRows) {
    Shard* first = nullptr;
    std::int64_t before = INT64_MAX;
    for (std::uint32_t i = 0; i < shards_.size(); ++i) {
      if (const Status status = want_rows(i, wait); !status.ok()) return status.error();
      Shard& shard = shards_[i];
      if (!shard.has_rows) continue;
      const std::int64_t packet = shard.rows.packets.values<std::int64_t>()[shard.next_row];
      const std::int64_t first_packet =
          first == nullptr ? INT64_MAX
                           : first->rows.packets.values<std::int64_t>()[first->next_row];
      if (packet < first_packet) {
        before = first_packet;
        first = &shard;
      } else {
        before = std::min(before, packet);
      }
    }
    if (first == nullptr) break;
    give_run(*first, before);
  }
  if (merged_.packets.size() == 0 && !ended_.ok()) return ended_.error();
  return &merged_;
}

/// Moves the rows of `shard` that come before `before_packet`.
void DissectedRows::give_run(Shard& shard, std::int64_t before_packet) {
  const Rows& rows = shard.rows;
  const std::int64_t* const packets = rows.packets.values<std::int64_t>();
  const std::size_t first = shard.next_row;
  std::size_t end = first;
  while (end < rows.packets.size() && packets[end] < before_packet) ++end;
  merged_.packets.append_rows(rows.packets, first, end - first);
  for (std::size_t i = 0; i < rows.fields.columns.size(); ++i)
    merged_.fields.columns[i].append_rows(rows.fields.columns[i], first, end - first);
  shard.next_row = end;
  if (end == rows.packets.size()) shard.has_rows = false;
}

/// Sees to it that a shard has rows, if there are any more.
Status DissectedRows::want_rows(std::uint32_t slot, const std::function<Status()>& wait) {
  Shard& shard = shards_[slot];
  while (!shard.has_rows && !shard.is_over) {
    if (shard.worker.process <= 0)
      if (const Status born = bear(slot); !born.ok()) return born;
    Status status = kOk;
    switch (shard.reader.receive(shard.worker.pipe.fd())) {
      case MessageReader::Got::message: status = take_rows(slot); break;
      case MessageReader::Got::end: status = take_end(slot); break;
      case MessageReader::Got::gone: status = replace(slot, nullptr); break;
      case MessageReader::Got::nothing_yet: status = await(slot, wait); break;
    }
    if (!status.ok()) return status;
  }
  return kOk;
}

Status DissectedRows::take_rows(std::uint32_t slot) {
  Shard& shard = shards_[slot];
  if (shard.reader.kind() != MessageKind::rows || !load_rows(shard.reader.octets(), shard.rows))
    return replace(slot, "the process sent what is no row");
  const std::size_t count = shard.rows.packets.size();
  shard.has_rows = count > 0;
  shard.next_row = 0;
  if (shard.has_rows) shard.last_packet = shard.rows.packets.values<std::int64_t>()[count - 1];
  return kOk;
}

Status DissectedRows::bear(std::uint32_t slot) {
  Shard& shard = shards_[slot];
  shard.part.after_packet = shard.last_packet;
  auto worker = nursery_.bear(slot, shard.part);
  if (!worker.ok()) return worker.error();
  shard.worker = std::move(worker.value());
  return kOk;
}

Status DissectedRows::await(std::uint32_t slot, const std::function<Status()>& wait) {
  pollfd asked{shards_[slot].worker.pipe.fd(), POLLIN, 0};
  if (poll(&asked, 1, kWaitMs) > 0) return kOk;
  if (const Status status = wait(); !status.ok()) return status;
  for (std::uint32_t i = 0; i < shards_.size(); ++i)
    if (is_stuck(i))
      if (const Status status = replace(i, "it took too long"); !status.ok()) return status;
  return kOk;
}

bool DissectedRows::is_stuck(std::uint32_t slot) const {
  if (!workload_.frame_timeout_ns || shards_[slot].worker.process <= 0) return false;
  return taken_ns(nursery_.pulse(slot)) > *workload_.frame_timeout_ns;
}

/// A worker has said that it is done: with all, or with its chunk.
Status DissectedRows::take_end(std::uint32_t slot) {
  Shard& shard = shards_[slot];
  const Status ended = shard.reader.ended();
  const bool is_at_end = nursery_.pulse(slot).is_at_end || !ended.ok();
  nursery_.bury(shard.worker);
  if (!ended.ok() && ended.error().cause != Cause::damaged) return ended;
  if (!ended.ok()) ended_ = ended;
  if (is_at_end) {
    shard.is_over = true;
    return kOk;
  }
  shard.part.first_packet = shard.part.last_packet + 1;
  shard.part.last_packet += workload_.chunk_packets;
  return kOk;
}

/// A worker has died, or must: the next one passes over the packet that it was at.
Status DissectedRows::replace(std::uint32_t slot, const char* why) {
  Shard& shard = shards_[slot];
  const std::int64_t packet = nursery_.pulse(slot).packet;
  const std::string died_of = nursery_.bury(shard.worker);
  if (packet == 0 || std::ranges::binary_search(shard.part.skipped, packet))
    return Error{"the process that dissects ended with " + died_of};
  lost_.push_back({packet, why != nullptr ? why : "it ended the process with " + died_of});
  auto& skipped = shard.part.skipped;
  skipped.insert(std::ranges::upper_bound(skipped, packet), packet);
  shard.reader.start_anew();
  return kOk;
}

std::int64_t DissectedRows::too_large() const {
  std::int64_t sum = 0;
  for (std::uint32_t i = 0; i < shards_.size(); ++i) sum += nursery_.pulse(i).too_large;
  return sum;
}

DissectedRows::Slowest DissectedRows::slowest() const {
  Slowest slowest;
  for (std::uint32_t i = 0; i < shards_.size(); ++i) {
    const std::int64_t ns = taken_ns(nursery_.pulse(i));
    if (ns > slowest.ns) slowest = {nursery_.pulse(i).packet, ns};
  }
  return slowest;
}

}  // namespace flowstat::dissect
