#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/flow/streams/number.h"
#include "core/flow/streams/rule.h"
#include "core/flow/streams/socks.h"
#include "core/flow/tuple_table.h"
#include "core/packet/packet.h"

namespace flowstat {

/// One TCP header of a frame, as the number rule looks at it.
struct TcpLayer {
  const Packet& packet;  ///< Addresses, ports, flags and payload around and in this header.
  const Key& key;
  bool in_error = false;
};

/// Numbers TCP headers as Wireshark's tcp.stream does.
///
/// Feed it every TCP header in the order of frames, and within a frame from the outside in; those
/// quoted in ICMP errors count too. Wireshark epan/dissectors/packet-tcp.c, packet-socks.c and
/// packet-vnc.c; there is no timeout.
class TcpStreams {
 public:
  explicit TcpStreams(StreamRule rule) : rule_(rule) {}

  /// The numbers of `layer`.
  StreamNumber number(const TcpLayer& layer, const TupleHasher& hasher);

  /// Fetches what number() will wait for when it comes to the keys behind keys[i].
  void look_ahead(std::span<const Key> keys, std::size_t i) const {
    connections_.look_ahead(keys, i);
  }

 private:
  /// The newest connection of a tuple.
  struct Connection {
    Tuple tuple;
    std::uint32_t stream = 0;
    std::array<std::uint32_t, 2> base{};  // sequence number before the first octet, by side
    std::array<bool, 2> has_base{};
    bool is_closing = false;     // RST, or FIN with ACK, seen after its first packet
    bool will_renumber = false;  // VNC: the next header gets a new number
    bool has_renumbered = false;
  };
  using Table = TupleTable<Connection>;

  Connection& find_or_open(const TcpLayer& layer, bool& is_new);
  void restart(Connection& connection);
  void apply_syn(Connection& connection, const TcpLayer& layer, bool& is_new);
  bool has_bases(const TcpLayer& layer) const;
  static void set_bases(Connection& connection, const TcpLayer& layer);
  StreamNumber number_in(const Connection& connection, const TcpLayer& layer) const;
  void watch_applications(Connection& connection, const TcpLayer& layer, const TupleHasher& hasher);

  StreamRule rule_;
  std::uint32_t next_ = 0;
  Table connections_;
  SocksWatch socks_;
};

}  // namespace flowstat
