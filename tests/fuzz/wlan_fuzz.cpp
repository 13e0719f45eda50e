#include "core/packet/wlan.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

namespace {

template <WlanForm form>
void check(Bytes input) {
  fuzz::check_header<Wlan>(
      input, Protocol::wlan, [](Bytes bytes) { return decode_wlan(bytes, form); },
      [](const Wlan& wlan) { return std::size_t{wlan.header_bytes}; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check<WlanForm::plain>({data, size});
  check<WlanForm::padded>({data, size});
  check<WlanForm::swapped>({data, size});
  return 0;
}
