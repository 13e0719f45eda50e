#include "core/packet/raw_ip.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::raw_ip, decode_raw_ip,
                            [](const RawIp&) { return std::size_t{1}; });
}
