#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// The fixed part of an ARP packet. RFC 826.
struct Arp {
  std::uint16_t hardware_type = 0;
  std::uint16_t protocol_type = 0;
  std::uint8_t hardware_address_bytes = 0;
  std::uint8_t protocol_address_bytes = 0;
  std::uint16_t operation = 0;  ///< 1 request, 2 reply.
};

/// Decodes the fixed part at the front of `bytes`; the addresses behind it are not decoded.
/// Defects: truncated, if fixed part or addresses are cut.
Decoded<Arp> decode_arp(Bytes bytes);

}  // namespace flowstat
