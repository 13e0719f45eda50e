#include "core/packet/backbone.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::backbone, decode_backbone,
                            [](const Backbone&) { return std::size_t{18}; });
}
