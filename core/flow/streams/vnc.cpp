#include "core/flow/streams/vnc.h"

#include <algorithm>

namespace flowstat {

namespace {

constexpr std::size_t kHelloBytes = 12;  // "RFB 003.008\n"
constexpr std::uint16_t kVncPorts[] = {5500, 5501, 5900, 5901};

bool is_vnc_port(std::uint16_t port) {
  return std::ranges::find(kVncPorts, port) != std::end(kVncPorts);
}

}  // namespace

bool is_vnc_hello(const Packet& packet) {
  const Bytes hello = packet.payload;
  if (hello.size() != kHelloBytes || hello[7] != '.') return false;
  if (hello[11] != '\n' && hello[11] != '\0') return false;
  constexpr std::uint8_t kUpperCase = 0xdf;
  return (hello[0] & kUpperCase) == 'R' && (hello[1] & kUpperCase) == 'F' &&
         (hello[2] & kUpperCase) == 'B' && hello[3] == ' ' && !is_vnc_port(packet.src_port) &&
         !is_vnc_port(packet.dst_port);
}

}  // namespace flowstat
