#include "core/dissect/engine/packet_facts.h"

#include <cstring>

namespace flowstat::dissect {

Status listen_to(const char* name, const std::string& filter, void* data, tap_packet_cb hear,
                 unsigned flags) {
  GString* const wrong =
      register_tap_listener(name, data, filter.empty() ? nullptr : filter.c_str(), flags, nullptr,
                            hear, nullptr, nullptr);
  if (wrong == nullptr) return kOk;
  const std::string words = wrong->str;
  g_string_free(wrong, TRUE);
  return Error{"cannot listen to Wireshark's tap " + std::string(name) + ": " + words,
               Cause::unsupported};
}

std::span<const field_info* const> values_in(epan_dissect_t* edt, const header_field_info& field) {
  const GPtrArray* const found =
      edt->tree == nullptr ? nullptr : proto_get_finfo_ptr_array(edt->tree, field.id);
  if (found == nullptr) return {};
  return {reinterpret_cast<const field_info* const*>(found->pdata), found->len};
}

IpAddress ip_of(const address& from) {
  const auto* const octets = static_cast<const std::uint8_t*>(from.data);
  if (from.type == AT_IPv4 && from.len == 4) return IpAddress::v4(octets);
  if (from.type == AT_IPv6 && from.len == 16) return IpAddress::v6(octets);
  return {};
}

MacAddress mac_of(const address& from) {
  MacAddress mac;
  if (from.type == AT_ETHER && from.len == static_cast<int>(mac.octets.size()))
    std::memcpy(mac.octets.data(), from.data, mac.octets.size());
  return mac;
}

}  // namespace flowstat::dissect
