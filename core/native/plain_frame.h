#pragma once

#include <string_view>

#include "core/packet/decode.h"

namespace flowstat::native {

/// What is asked of frames.
struct Interest {
  bool of_transport = false;  ///< Fields of TCP or UDP.
  bool of_streams = false;    ///< Those that depend on the packets before.
  bool of_times = false;      ///< Those that depend on times of other frames.
};

/// Why Wireshark may find another layer or value in the frame than is read here, as words that go
/// on behind "the frame": "holds a tunnel". "" if it finds the same: the headers are whole, and
/// nothing behind them could lead to a further header of IP.
///
/// What dissectors of applications make of their octets is not looked at; ports are, of those
/// that carry frames or packets.
std::string_view why_not_plain(const PacketRow& row, Interest interest);

}  // namespace flowstat::native
