#include "core/packet/geneve.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kFixedBytes = 8;
}

Decoded<Geneve> decode_geneve(Bytes bytes) {
  ByteReader in(bytes);
  Geneve geneve;
  const std::uint8_t first = in.u8();
  geneve.version = first >> 6;
  if (in.ok() && geneve.version != 0) return {geneve, Defect::bad_version};
  in.u8();  // flags
  geneve.type = in.u16();
  geneve.network = in.u32() >> 8;
  geneve.header_bytes = static_cast<std::uint16_t>(kFixedBytes + (first & 0x3f) * 4U);
  if (!in.ok() || bytes.size() < geneve.header_bytes) return {{}, Defect::truncated};
  return {geneve};
}

void walk_geneve(Walk& walk) {
  const auto [geneve, defect] = decode_geneve(walk.rest);
  if (defect == Defect::bad_version) return;  // something else that uses the port
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::geneve, geneve.header_bytes);
  walk.next = protocol_of_ether_type(geneve.type);
}

}  // namespace flowstat
