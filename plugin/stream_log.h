#pragma once

#include <map>
#include <vector>

#include "core/stream/stream_row.h"
#include "plugin/packet_log.h"

namespace flowstat::plugin {

/// Both directions of every TCP connection of a capture. Holds no octets.
class StreamLog {
 public:
  /// Takes the last packet of `log`, which is that of frame `number`.
  void take(const PacketLog& log, std::uint32_t number);

  /// Rows of those connections that `is_wanted` by flow_id, in order of flow_id.
  template <class IsWanted>
  std::vector<StreamRow> rows(PacketLog& log, IsWanted is_wanted) const {
    std::vector<StreamRow> rows;
    for (const auto& [flow, connection] : connections_)
      if (is_wanted(flow)) add_rows(log, connection, rows);
    return rows;
  }

 private:
  struct Way {
    ByteStream bytes;
    std::int64_t wire_bytes = 0;
  };
  struct Connection {
    std::uint32_t number = 0;  ///< Of its first frame.
    std::array<Way, 2> ways;   ///< By Direction.

    bool has_rst() const { return ways[0].bytes.has_rst() || ways[1].bytes.has_rst(); }
  };

  static void add_rows(PacketLog& log, const Connection& connection, std::vector<StreamRow>& rows);

  std::map<std::uint32_t, Connection> connections_;  // by flow_id
  Pieces pieces_;
};

}  // namespace flowstat::plugin
