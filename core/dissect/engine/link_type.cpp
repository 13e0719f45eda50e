#include "core/dissect/engine/link_type.h"

#include <map>

#include "core/dissect/engine/wireshark.h"
#include "core/packet/walk.h"

namespace flowstat::dissect {

std::uint16_t link_type_of_encapsulation(int encapsulation) {
  // Wiretap tells only how to come from link types to its own numbers.
  static const std::map<int, std::uint16_t> kLinkTypes = [] {
    constexpr std::uint16_t kEnd = 512;
    std::map<int, std::uint16_t> made;
    for (std::uint16_t link_type = 0; link_type < kEnd; ++link_type) {
      const int known = wtap_pcap_encap_to_wtap_encap(link_type);
      if (protocol_of_link_type(link_type) != Protocol::none)
        made.insert_or_assign(known, link_type);
      else
        made.emplace(known, link_type);
    }
    made.erase(WTAP_ENCAP_UNKNOWN);
    return made;
  }();
  const auto found = kLinkTypes.find(encapsulation);
  return found == kLinkTypes.end() ? kNoLinkType : found->second;
}

}  // namespace flowstat::dissect
