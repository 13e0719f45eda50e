#include "core/packet/nflog.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kAttributeBytes = 4;
constexpr std::uint16_t kPayload = 9;
constexpr std::uint8_t kIpv4 = 2;
constexpr std::uint8_t kIpv6 = 10;

}  // namespace

Decoded<Nflog> decode_nflog(Bytes bytes) {
  ByteReader in(bytes);
  Nflog nflog;
  nflog.family = in.u8();
  in.bytes(3);  // version and resource
  const std::size_t first_bytes = in.rest().size();
  bool is_swapped = false;
  while (true) {
    const bool is_first = in.rest().size() == first_bytes;
    std::uint16_t size = in.u16();
    std::uint16_t type = in.u16();
    if (!in.ok()) return {{}, Defect::truncated};
    if (is_first) is_swapped = swapped(size) < size;  // it is a small number
    if (is_swapped) size = swapped(size), type = swapped(type);
    if (size < kAttributeBytes) return {{}, Defect::bad_length};
    nflog.payload_bytes = size - std::uint32_t{kAttributeBytes};
    if (type == kPayload) break;
    in.bytes((nflog.payload_bytes + 3) / 4 * 4);
  }
  nflog.header_bytes = static_cast<std::uint32_t>(bytes.size() - in.rest().size());
  return {nflog};
}

void walk_nflog(Walk& walk) {
  const auto [nflog, defect] = decode_nflog(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::nflog, nflog.header_bytes);
  walk.limit(nflog.payload_bytes);
  if (nflog.family == kIpv4) walk.next = Protocol::ipv4;
  if (nflog.family == kIpv6) walk.next = Protocol::ipv6;
}

}  // namespace flowstat
