#pragma once

#include <string>
#include <vector>

#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// A follower that Wireshark registered, and how its streams are told apart.
struct Follower {
  std::string name;  ///< "http2"
  register_follow_t* registered = nullptr;
  /// The field that numbers conversations, "tcp.stream", or names them, "sip.Call-ID".
  const header_field_info* conversation = nullptr;
  const header_field_info* substream = nullptr;  ///< "http2.streamid"; nullptr without any.
};

/// All whose streams can be told apart, in order of names.
std::vector<Follower> all_followers();

}  // namespace flowstat::dissect
