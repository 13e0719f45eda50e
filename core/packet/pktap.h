#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A header of Apple's packet tap, before a frame of any link type. tcpdump.org LINKTYPE_PKTAP.
struct Pktap {
  std::uint32_t header_bytes = 0;
  std::uint32_t record_type = 0;  ///< 1: a frame follows.
  std::uint32_t link_type = 0;    ///< Of the frame.
};

/// Decodes the header at the front of `bytes`. Process and interface are skipped, not decoded.
/// Defects: truncated, if it was not captured to its end; bad_header_length, if it is below its
/// first twelve octets.
Decoded<Pktap> decode_pktap(Bytes bytes);

}  // namespace flowstat
