#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A VLAN tag behind its TPID: 802.1Q, 802.1ad (QinQ) and the older 0x9100. IEEE 802.1Q §9.6.
struct Vlan {
  std::uint8_t priority = 0;   ///< PCP.
  bool drop_eligible = false;  ///< DEI.
  std::uint16_t id = 0;        ///< VID, 12 bits.
  std::uint16_t type = 0;      ///< EtherType of what follows.
};

/// Decodes the tag at the front of `bytes`.
/// Defects: truncated, below 4 octets (the id is set from 2 octets on).
Decoded<Vlan> decode_vlan(Bytes bytes);

}  // namespace flowstat
