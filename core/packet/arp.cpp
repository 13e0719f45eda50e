#include "core/packet/arp.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kFixedBytes = 8;

std::size_t size_of(const Arp& arp) {
  return kFixedBytes + 2U * arp.hardware_address_bytes + 2U * arp.protocol_address_bytes;
}

}  // namespace

Decoded<Arp> decode_arp(Bytes bytes) {
  ByteReader in(bytes);
  Arp arp;
  arp.hardware_type = in.u16();
  arp.protocol_type = in.u16();
  arp.hardware_address_bytes = in.u8();
  arp.protocol_address_bytes = in.u8();
  arp.operation = in.u16();
  if (!in.ok()) return {{}, Defect::truncated};
  return {arp, bytes.size() < size_of(arp) ? Defect::truncated : Defect::none};
}

void walk_arp(Walk& walk) {
  const auto [arp, defect] = decode_arp(walk.rest);
  if (walk.rest.size() >= kFixedBytes) walk.enter(Protocol::arp, size_of(arp));
  if (defect != Defect::none) walk.stop(defect);
}

}  // namespace flowstat
