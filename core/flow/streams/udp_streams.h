#pragma once

#include <cstdint>

#include "core/flow/tuple_table.h"

namespace flowstat {

/// Numbers UDP datagrams by their four-tuple, as Wireshark 4.6 does for udp.stream. Earlier
/// versions give other numbers where a dissector announces conversations (SNMP, RTP); see
/// docs/design.md.
class UdpStreams {
 public:
  std::uint32_t number(const Key& key) {
    auto index = streams_.find(key);
    if (index == Table::kNone) {
      index = streams_.insert(key);
      streams_[index].stream = next_++;
    }
    return streams_[index].stream;
  }

 private:
  struct Stream {
    Tuple tuple;
    std::uint32_t stream = 0;
  };
  using Table = TupleTable<Stream>;

  std::uint32_t next_ = 0;
  Table streams_;
};

}  // namespace flowstat
