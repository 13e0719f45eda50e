#include "core/dissect/engine/tap_listeners.h"

#include <algorithm>

#include "core/dissect/engine/packet_facts.h"

namespace flowstat::dissect {

TapListeners::~TapListeners() {
  for (Ear& ear : ears_)
    if (ear.protocol != -1) remove_tap_listener(&ear);
}

Status TapListeners::listen(Tap tap) {
  const auto at = static_cast<std::size_t>(tap);
  Ear& ear = ears_[at];
  if (ear.protocol != -1) return kOk;
  if (Status heard = listen_to(kTapNames[at], "", &ear, hear, TL_REQUIRES_ERROR_PACKETS);
      !heard.ok())
    return heard;
  ear.protocol = proto_get_id_by_filter_name(kTapNames[at]);
  return kOk;
}

/// True if a tap that is listened to told of nothing.
bool TapListeners::is_silent(Tap tap) const {
  const Ear& ear = ears_[static_cast<std::size_t>(tap)];
  return ear.protocol != -1 && ear.headers.empty();
}

void TapListeners::forget() {
  for (Ear& ear : ears_) ear.headers.clear();
}

bool TapListeners::heard_all(const packet_info& packet) const {
  // A header that was turned down is no layer any more, but has left its fields and addresses.
  if (packet.net_src.type == AT_IPv4 && is_silent(Tap::ipv4)) return false;
  if (packet.net_src.type == AT_IPv6 && is_silent(Tap::ipv6)) return false;
  std::array<std::size_t, kTapNames.size()> layers{};
  for (const wmem_list_frame_t* layer = wmem_list_head(packet.layers); layer != nullptr;
       layer = wmem_list_frame_next(layer)) {
    const int protocol = GPOINTER_TO_INT(wmem_list_frame_data(layer));
    const auto ear = std::ranges::find(ears_, protocol, &Ear::protocol);
    if (ear != ears_.end()) ++layers[static_cast<std::size_t>(ear - ears_.begin())];
  }
  for (std::size_t i = 0; i < ears_.size(); ++i)
    if (ears_[i].headers.size() != layers[i] || layers[i] > kMostHeard) return false;
  return true;
}

tap_packet_status TapListeners::hear(void* ear, packet_info*, epan_dissect_t*, const void* header,
                                     tap_flags_t) {
  static_cast<Ear*>(ear)->headers.push_back(header);
  return TAP_PACKET_DONT_REDRAW;
}

}  // namespace flowstat::dissect
