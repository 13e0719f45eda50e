#include "core/packet/radiotap.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header(
      {data, size}, Protocol::radiotap, decode_radiotap,
      [](const Radiotap& radiotap) { return std::size_t{radiotap.header_bytes}; });
}
