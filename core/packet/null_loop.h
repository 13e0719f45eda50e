#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// A BSD loopback header. tcpdump.org LINKTYPE_NULL and LINKTYPE_LOOP.
struct NullLoop {
  /// Address family in the numbers of the capturing machine; above 1500 there is none, and the low
  /// 16 bits are an EtherType.
  std::uint32_t family = 0;

  bool is_ether_type() const { return family > 1500; }
  std::uint16_t ether_type() const { return family & 0xffff; }
  bool is_ipv4() const { return family == 2; }
  /// 24 NetBSD and OpenBSD, 28 FreeBSD, 30 Darwin.
  bool is_ipv6() const { return family == 24 || family == 28 || family == 30; }
};

/// Decodes the header at the front of `bytes`, which systems fill in several ways: the family in
/// either byte order, 16 bits of it and two octets of nothing, two octets and an EtherType.
/// Families are small, so the value tells which; told apart as in Wireshark's packet-null.c.
/// Defects: truncated, below 4 octets (the header is then all zero).
Decoded<NullLoop> decode_null_loop(Bytes bytes);

}  // namespace flowstat
