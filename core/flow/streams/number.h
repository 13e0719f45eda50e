#pragma once

#include <cstdint>
#include <optional>

namespace flowstat {

/// Wireshark's numbers of a packet: tcp.stream or udp.stream of its innermost layer, and tcp.seq
/// and tcp.ack, which count from the beginning of the stream where it knows that.
struct StreamNumber {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::uint32_t tcp = kNone;
  std::uint32_t udp = kNone;
  std::uint32_t tcp_seq = 0;
  std::uint32_t tcp_ack = 0;

  static std::optional<std::int64_t> known(std::uint32_t number) {
    return number == kNone ? std::nullopt : std::optional<std::int64_t>(number);
  }
};

}  // namespace flowstat
