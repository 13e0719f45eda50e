#include "core/packet/cisco_metadata.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 8;
}

Decoded<CiscoMetadata> decode_cisco_metadata(Bytes bytes) {
  ByteReader in(bytes);
  CiscoMetadata metadata;
  metadata.type = in.u16();
  in.u32();  // version, length, and the option's length and type
  metadata.group = in.u16();
  if (!in.ok()) return {{}, Defect::truncated};
  return {metadata};
}

void walk_cisco_metadata(Walk& walk) {
  const auto [metadata, defect] = decode_cisco_metadata(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::cisco_metadata, kHeaderBytes);
  walk.next = protocol_of_ether_type(metadata.type);
}

}  // namespace flowstat
