#include "core/dissect/engine/stream_follower.h"

#include <cstring>

#include "core/dissect/engine/field_value.h"
#include "core/dissect/engine/packet_facts.h"

namespace flowstat::dissect {

namespace {

constexpr std::int64_t kUnknown = -1;

}  // namespace

StreamFollower::~StreamFollower() {
  remove_tap_listener(this);
  for (auto& [key, stream] : streams_) follow_reset_stream(&stream->info);
  for (auto& [number, ends] : ends_) {
    free_address(&ends.client);
    free_address(&ends.server);
  }
}

Status StreamFollower::listen(const std::string& filter) {
  return listen_to(get_follow_tap_string(follower_.registered), filter, this, hear);
}

void StreamFollower::prime(epan_dissect_t* edt) {
  epan_dissect_prime_with_hfid(edt, follower_.conversation->id);
  if (follower_.substream != nullptr) epan_dissect_prime_with_hfid(edt, follower_.substream->id);
}

tap_packet_status StreamFollower::hear(void* self, packet_info* packet, epan_dissect_t* edt,
                                       const void* event, tap_flags_t flags) {
  static_cast<StreamFollower*>(self)->take_event(packet, edt, event, flags);
  return TAP_PACKET_DONT_REDRAW;
}

/// Events do not say which of the streams in the frame they belong to. But a follower passes over
/// those of other substreams than the one that it is asked for; so it is asked for each.
void StreamFollower::take_event(packet_info* packet, epan_dissect_t* edt, const void* event,
                                tap_flags_t flags) {
  const std::int64_t conversation = conversation_in(edt);
  if (!taken_.ok() || conversation == kUnknown) return;
  if (follower_.substream == nullptr) {
    offer({conversation, SUBSTREAM_UNUSED}, packet, edt, event, flags);
    return;
  }
  for (const field_info* const each : values_in(edt, *follower_.substream))
    if (offer({conversation, unsigned_of(*each)}, packet, edt, event, flags)) return;
}

Status StreamFollower::take(std::int64_t, const frame_data&, epan_dissect_t* edt) {
  const std::int64_t conversation = conversation_in(edt);
  if (conversation == kUnknown) return taken_;
  const auto [at, is_new] = ends_.try_emplace(conversation);
  if (!is_new) return taken_;
  const packet_info& first = edt->pi;
  copy_address(&at->second.client, &first.src);
  copy_address(&at->second.server, &first.dst);
  at->second.client_port = first.srcport;
  at->second.server_port = first.destport;
  return taken_;
}

/// Left alone, a follower takes for the client who sends the first octets that it hears of, which
/// in TLS 1.3 is the server.
std::unique_ptr<StreamFollower::Stream> StreamFollower::new_stream(const Key& key) const {
  auto stream = std::make_unique<Stream>();
  stream->info.substream_id = key.second;
  const auto known = ends_.find(key.first);
  if (known == ends_.end()) return stream;  // it begins with this frame
  copy_address(&stream->info.client_ip, &known->second.client);
  copy_address(&stream->info.server_ip, &known->second.server);
  stream->info.client_port = known->second.client_port;
  stream->info.server_port = known->second.server_port;
  return stream;
}

/// True if the follower took the event for the stream of `key`.
bool StreamFollower::offer(const Key& key, packet_info* packet, epan_dissect_t* edt,
                           const void* event, tap_flags_t flags) {
  std::unique_ptr<Stream>& stream = streams_[key];
  if (!stream) stream = new_stream(key);
  get_follow_tap_handler(follower_.registered)(&stream->info, packet, edt, event, flags);
  if (stream->info.payload == nullptr) return false;
  taken_ = hand_on(key, *stream, *packet);
  return true;
}

/// That of the innermost layer that has one: in a tunnel the frame has several.
std::int64_t StreamFollower::conversation_in(epan_dissect_t* edt) {
  const auto values = values_in(edt, *follower_.conversation);
  if (values.empty()) return kUnknown;
  const field_info& last = *values.back();
  if (!FT_IS_STRING(follower_.conversation->type))
    return static_cast<std::int64_t>(unsigned_of(last));
  const auto next = static_cast<std::int64_t>(numbers_.size());
  return numbers_.try_emplace(fvalue_get_string(value_of(last)), next).first->second;
}

/// Hands on what the follower added to `stream`, which stands there in reverse.
Status StreamFollower::hand_on(const Key& key, Stream& stream, const packet_info& packet) {
  Status handed = stream.index < 0 ? tell(key, stream, packet) : kOk;
  GList* const records = g_list_reverse(stream.info.payload);
  stream.info.payload = nullptr;
  for (const GList* at = records; at != nullptr; at = at->next) {
    auto* const record = static_cast<follow_record_t*>(at->data);
    if (handed.ok() && record->data->len > 0)
      handed = to_.take({static_cast<std::uint32_t>(stream.index), record->is_server != 0,
                         std::int64_t{packet.num}, ns_of(packet.abs_ts).value_or(0),
                         Bytes(record->data->data, record->data->len)});
    g_byte_array_free(record->data, TRUE);
    g_free(record);
  }
  g_list_free(records);
  return handed;
}

/// Not every follower knows the server, so it is whom the client speaks with in this packet.
Status StreamFollower::tell(const Key& key, Stream& stream, const packet_info& packet) {
  const bool is_from_client = stream.info.client_port == packet.srcport &&
                              addresses_equal(&stream.info.client_ip, &packet.src);
  const address& client = is_from_client ? packet.src : packet.dst;
  const address& server = is_from_client ? packet.dst : packet.src;
  FollowedStream told;
  told.number = key.first;
  if (key.second != SUBSTREAM_UNUSED) told.substream = static_cast<std::int64_t>(key.second);
  told.client = ip_of(client);
  told.server = ip_of(server);
  told.client_port = static_cast<std::uint16_t>(is_from_client ? packet.srcport : packet.destport);
  told.server_port = static_cast<std::uint16_t>(is_from_client ? packet.destport : packet.srcport);
  told.client_mac = mac_of(is_from_client ? packet.dl_src : packet.dl_dst);
  told.server_mac = mac_of(is_from_client ? packet.dl_dst : packet.dl_src);
  if (packet.vlan_id != 0) told.vlan_id = static_cast<std::uint16_t>(packet.vlan_id);
  stream.index = told_++;
  return to_.begin(told);
}

}  // namespace flowstat::dissect
