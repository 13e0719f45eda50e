#include "core/dissect/engine/cell_value.h"

#include "core/base/utf8.h"

namespace flowstat::dissect {

namespace {

std::string_view as_text(Bytes octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

}  // namespace

void add_address(const IpAddress& address, Column& to) {
  if (to.spec().storage != Storage::text) return to.append(as_text(address.bytes()));
  to.append_in_place(kIpTextBytes, [&](char* text) { return write_address(address, text); });
}

void add_address(const MacAddress& address, Column& to) {
  if (to.spec().storage != Storage::text) return to.append(as_text(address.octets));
  to.append_in_place(kMacTextBytes, [&](char* text) { return write_address(address, text); });
}

void add_text(std::string_view text, Column& to) {
  if (is_utf8(text)) return to.append(text);
  to.append(std::string_view(as_utf8(text)));
}

}  // namespace flowstat::dissect
