#include "core/capture/pcapng.h"
#include "tests/fuzz/read.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (!is_pcapng({data, size})) return 0;
  return fuzz::check_reader({data, size}, fuzz::open_reader);
}
