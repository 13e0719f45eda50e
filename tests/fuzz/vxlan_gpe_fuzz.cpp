#include "core/packet/vxlan_gpe.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::vxlan_gpe, decode_vxlan_gpe,
                            [](const VxlanGpe&) { return std::size_t{8}; });
}
