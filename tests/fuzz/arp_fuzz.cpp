#include "core/packet/arp.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::arp, decode_arp, [](const Arp& arp) {
    return std::size_t{8U + 2U * arp.hardware_address_bytes + 2U * arp.protocol_address_bytes};
  });
}
