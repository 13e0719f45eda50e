#include "plugin/tap.h"

#include <cstring>

#include "plugin/dissector.h"

namespace flowstat::plugin {

namespace {

int tap = -1;

void drain(flowstat_stream_callback callback, void* user);

void set_address(const IpAddress& address, std::uint8_t* to, std::uint32_t& bytes) {
  const Bytes octets = address.bytes();
  std::memcpy(to, octets.data(), octets.size());
  bytes = static_cast<std::uint32_t>(octets.size());
}

/// `octets`: those of the frame that tells the event.
flowstat_stream_event event_of(const StreamEvent& event, const FlowEnds& ends,
                               const std::uint8_t* octets) {
  flowstat_stream_event told{};
  told.version = FLOWSTAT_STREAM_TAP_VERSION;
  told.kind = event.kind;
  told.flow_id = event.flow;
  told.direction = event.direction == Direction::forward ? 0 : 1;
  told.frame = static_cast<std::uint32_t>(event.arrival.frame);
  told.time_ns = event.arrival.time_ns;
  told.offset = event.offset;
  told.bytes = static_cast<std::uint64_t>(event.bytes);
  if (event.own)
    told.data = event.own.get();
  else if (event.frame_offset != StreamEvent::kNowhere)
    told.data = octets + event.frame_offset;
  const FlowEnds sender = ends.of(event.direction);
  set_address(sender.src(), told.src, told.address_bytes);
  set_address(sender.dst(), told.dst, told.address_bytes);
  told.src_port = sender.src_port();
  told.dst_port = sender.dst_port();
  told.drain = drain;
  return told;
}

void drain(flowstat_stream_callback callback, void* user) {
  Session* const session = current_session();
  if (session == nullptr || session->events() == nullptr) return;
  StreamEvents& streams = *session->events();
  try {
    for (const StreamEvent& event : streams.rest()) {
      const flowstat_stream_event told = event_of(event, streams.ends(event.flow), nullptr);
      callback(user, &told);
    }
  } catch (const std::bad_alloc&) {
    // What could not be put together is not told.
  }
}

}  // namespace

void register_stream_tap() {
  tap = register_tap(FLOWSTAT_STREAM_TAP);
}

bool is_stream_tap_heard() {
  return have_tap_listener(tap);
}

void queue_stream_events(std::span<const StreamEvent> events, const StreamEvents& streams,
                         tvbuff_t* tvb, packet_info* pinfo) {
  if (events.empty()) return;
  const std::uint8_t* const octets =
      tvb_get_ptr(tvb, 0, static_cast<int>(tvb_captured_length(tvb)));
  for (const StreamEvent& event : events) {
    auto* const told =
        static_cast<flowstat_stream_event*>(wmem_alloc(pinfo->pool, sizeof(flowstat_stream_event)));
    *told = event_of(event, streams.ends(event.flow), octets);
    tap_queue_packet(tap, pinfo, told);
  }
}

}  // namespace flowstat::plugin
