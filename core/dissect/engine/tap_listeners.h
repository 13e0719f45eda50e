#pragma once

#include <array>
#include <vector>

#include "core/dissect/engine/tap_field.h"
#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// Hears what taps tell of the headers in a frame.
class TapListeners {
 public:
  TapListeners() = default;
  TapListeners(const TapListeners&) = delete;
  TapListeners& operator=(const TapListeners&) = delete;
  ~TapListeners();

  /// Listens to `tap` too. Error: unsupported, if there is no such tap.
  Status listen(Tap tap);

  /// Forgets the frame before.
  void forget();
  /// What was told of the frame since then; good until the dissection is reset.
  Heard heard(Tap tap) const { return ears_[static_cast<std::size_t>(tap)].headers; }
  /// True if those taps that are listened to told of every header that the frame has of theirs:
  /// none is told of that was cut off.
  bool heard_all(const packet_info& packet) const;

 private:
  /// What one tap told.
  struct Ear {
    int protocol = -1;  ///< Wireshark's number; -1 where nobody listens.
    std::vector<const void*> headers;
  };

  bool is_silent(Tap tap) const;

  static tap_packet_status hear(void* ear, packet_info* packet, epan_dissect_t* edt,
                                const void* header, tap_flags_t flags);

  std::array<Ear, kTapNames.size()> ears_;
};

}  // namespace flowstat::dissect
