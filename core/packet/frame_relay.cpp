#include "core/packet/frame_relay.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::uint8_t kUnnumbered = 3;
constexpr std::uint8_t kPadding = 0;
constexpr int kMostAddressBytes = 4;
constexpr std::uint8_t kIpv4 = 0xcc;
constexpr std::uint8_t kIpv6 = 0x8e;
constexpr std::uint8_t kPpp = 0xcf;

/// Reads an address; its last octet is odd. False if there is no such octet among four.
bool read_address(ByteReader& in, FrameRelay& frame) {
  const std::uint8_t first = in.u8();
  std::uint8_t octet = in.u8();
  frame.dlci = static_cast<std::uint32_t>(first >> 2 << 4 | octet >> 4);
  for (int count = 2; (octet & 1) == 0; ++count) {
    if (!in.ok() || count == kMostAddressBytes) return false;
    octet = in.u8();
  }
  return true;
}

}  // namespace

Decoded<FrameRelay> decode_frame_relay(Bytes bytes) {
  ByteReader in(bytes);
  FrameRelay frame;
  const bool has_end = read_address(in, frame);
  if (in.ok() && !has_end) return {{}, Defect::bad_header_length};
  const std::uint8_t control = in.u8();
  const std::uint8_t second = in.u8();
  if (control != kUnnumbered)
    frame.ether_type = static_cast<std::uint16_t>(control << 8 | second);
  else
    frame.nlpid = second == kPadding ? in.u8() : second;
  if (!in.ok()) return {{}, Defect::truncated};
  frame.header_bytes = static_cast<std::uint8_t>(bytes.size() - in.rest().size());
  return {frame};
}

void walk_frame_relay(Walk& walk) {
  const auto [frame, defect] = decode_frame_relay(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::frame_relay, frame.header_bytes);
  if (frame.ether_type != 0) walk.next = protocol_of_ether_type(frame.ether_type);
  if (frame.nlpid == kIpv4) walk.next = Protocol::ipv4;
  if (frame.nlpid == kIpv6) walk.next = Protocol::ipv6;
  if (frame.nlpid == kPpp) walk.next = Protocol::ppp;
}

}  // namespace flowstat
