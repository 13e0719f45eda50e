#include "core/packet/icmpv6.h"

namespace flowstat {

Decoded<Icmpv6> decode_icmpv6(Bytes bytes) {
  const auto [message, defect] = decode_icmp_message(bytes);
  return {{message}, defect};
}

void walk_icmpv6(Walk& walk) {
  const auto [message, defect] = decode_icmpv6(walk.rest);
  walk_icmp_message(walk, Protocol::icmpv6, {message, defect},
                    message.is_error() ? Protocol::ipv6 : Protocol::none);
}

}  // namespace flowstat
