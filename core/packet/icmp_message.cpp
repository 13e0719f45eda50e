#include "core/packet/icmp_message.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kTypeAndCodeBytes = 2;
}  // namespace

Decoded<IcmpMessage> decode_icmp_message(Bytes bytes) {
  ByteReader in(bytes);
  IcmpMessage message;
  message.type = in.u8();
  message.code = in.u8();
  if (!in.ok()) return {{}, Defect::truncated};
  return {message, bytes.size() < kHeaderBytes ? Defect::truncated : Defect::none};
}

void walk_icmp_message(Walk& walk, Protocol self, const Decoded<IcmpMessage>& message,
                       Protocol quoted) {
  if (walk.rest.size() < kTypeAndCodeBytes) return walk.stop(message.defect);
  if (!walk.in_error) {
    walk.packet.transport = self;
    walk.packet.is_icmp = true;
    walk.packet.icmp_type = message.header.type;
    walk.packet.icmp_code = message.header.code;
  }
  walk.enter(self, kHeaderBytes);
  if (message.defect != Defect::none) return walk.stop(message.defect);
  walk.next = quoted;
  walk.in_error |= quoted != Protocol::none;
}

}  // namespace flowstat
