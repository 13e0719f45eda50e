#pragma once

#include <cstdint>
#include <optional>

#include "core/base/bytes.h"
#include "core/packet/defect.h"

namespace flowstat {

/// An IPv6 extension header of the common form: hop-by-hop and destination options, shim6. RFC
/// 6564. Of the options only the jumbo payload is decoded. Mobility and HIP headers carry nothing
/// behind them (RFC 6275 §6.1.1, RFC 7401 §5.1), so they count as what IP carries.
struct Ipv6Extension {
  std::uint8_t next_header = 0;
  std::uint16_t header_bytes = 0;  ///< Of the whole extension header.
};

/// Decodes the header at the front of `bytes`.
/// Defects: truncated, if it was not captured to its end.
Decoded<Ipv6Extension> decode_ipv6_extension(Bytes bytes);

/// The length of a jumbogram behind its IPv6 header, from the hop-by-hop header at the front of
/// `bytes`; nothing if it has no such option, or one that says less than 65536. RFC 2675 §2, §3.
std::optional<std::uint32_t> jumbo_payload_bytes(Bytes bytes);

}  // namespace flowstat
