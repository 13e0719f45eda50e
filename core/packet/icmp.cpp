#include "core/packet/icmp.h"

namespace flowstat {

Decoded<Icmp> decode_icmp(Bytes bytes) {
  const auto [message, defect] = decode_icmp_message(bytes);
  return {{message}, defect};
}

void walk_icmp(Walk& walk) {
  const auto [message, defect] = decode_icmp(walk.rest);
  walk_icmp_message(walk, Protocol::icmp, {message, defect},
                    message.is_error() ? Protocol::ipv4 : Protocol::none);
}

}  // namespace flowstat
