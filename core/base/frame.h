#pragma once

#include <cstdint>

#include "core/base/bytes.h"

namespace flowstat {

/// Captured bytes and when they came, as a capture file or an interface gives them.
struct Frame {
  /// No timestamp, or one that int64 nanoseconds cannot hold.
  static constexpr std::int64_t kNoTime = INT64_MIN;

  Bytes bytes;                     ///< As captured; borrowed from a Block of the batch's leases.
  std::int64_t time_ns = kNoTime;  ///< Since 1970 UTC; kNoTime if unknown.
  std::int64_t number = 0;         ///< From 1 over all inputs, in order of the timeline.
  std::int64_t file_offset = 0;    ///< Of the record's header, in decompressed bytes.
  std::uint32_t wire_bytes = 0;    ///< Length on the wire, link header included.
  std::uint32_t interface_id = 0;  ///< Of a pcapng file, counted over its sections; 0 in pcap.
  std::uint32_t file_index = 0;    ///< Which input, from 0 in the order given.
  std::uint16_t link_type = 0;     ///< LINKTYPE_ number of the tcpdump.org registry.
  bool is_time_bad = false;        ///< There is a timestamp, but int64 nanoseconds cannot hold it.

  std::uint32_t captured_bytes() const { return static_cast<std::uint32_t>(bytes.size()); }
  bool has_time() const { return time_ns != kNoTime; }
};

}  // namespace flowstat
