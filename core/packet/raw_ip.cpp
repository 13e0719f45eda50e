#include "core/packet/raw_ip.h"

#include "core/packet/walk.h"

namespace flowstat {

Decoded<RawIp> decode_raw_ip(Bytes bytes) {
  if (bytes.empty()) return {{}, Defect::truncated};
  const RawIp raw{static_cast<std::uint8_t>(bytes[0] >> 4)};
  return {raw, raw.version == 4 || raw.version == 6 ? Defect::none : Defect::bad_version};
}

void walk_raw_ip(Walk& walk) {
  const auto [raw, defect] = decode_raw_ip(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::raw_ip, 0);
  walk.next = raw.version == 4 ? Protocol::ipv4 : Protocol::ipv6;
}

}  // namespace flowstat
