#include "core/packet/nflog.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::nflog, decode_nflog,
                            [](const Nflog& nflog) { return std::size_t{nflog.header_bytes}; });
}
