#pragma once

#include <cstdint>
#include <optional>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A TCP header. RFC 9293 §3.1.
struct Tcp {
  std::uint16_t src_port = 0;
  std::uint16_t dst_port = 0;
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  std::uint8_t header_bytes = 0;  ///< With options, as the data offset says.
  std::uint16_t flags = 0;        ///< 12 bits: reserved, then the control bits.
  std::uint16_t window = 0;       ///< As sent, not scaled.
  std::uint16_t urgent = 0;       ///< The urgent pointer, which counts only with the URG flag.
  Bytes options;                  ///< As captured.
};

/// Octets that must be there for the ports, for everything up to the flags, up to the window.
inline constexpr std::size_t kTcpPortBytes = 4;
inline constexpr std::size_t kTcpFlagBytes = 14;
inline constexpr std::size_t kTcpLeastBytes = 16;

/// Decodes the header at the front of `bytes`; the result borrows from `bytes`.
///
/// Defects: truncated, if it was not captured to its end: ports are set from 4 octets on,
/// sequence numbers and flags from 14 on, the window from 16 on; bad_header_length, if the data
/// offset is below 5. Same meaning as Wireshark's tcp.seq_raw, tcp.ack_raw, tcp.hdr_len, tcp.flags,
/// tcp.window_size_value.
Decoded<Tcp> decode_tcp(Bytes bytes);

/// The timestamps option. RFC 7323 §3.2.
struct TcpTimestamps {
  std::uint32_t val = 0;
  std::uint32_t ecr = 0;
};

/// The first timestamps option among `options`, if there is one. The search ends at the end-of-list
/// option and at one that is too long or shorter than its own two octets.
std::optional<TcpTimestamps> tcp_timestamps(Bytes options);

}  // namespace flowstat
