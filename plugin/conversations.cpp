#include "plugin/conversations.h"

#include <epan/conversation_table.h>

#include "core/packet/walk.h"

namespace flowstat::plugin {

namespace {

int tap = -1;

/// A packet, as the windows take it.
struct Told {
  address src;
  address dst;
  std::uint32_t src_port;
  std::uint32_t dst_port;
  std::uint32_t flow;
  std::uint32_t wire_bytes;
  std::uint8_t protocol;
};

/// Names of the fields that filters of a protocol's ports are made of.
struct PortFields {
  const char* src;
  const char* dst;
  const char* any;
};

const char* address_field(int type, conv_filter_type_e filter) {
  const bool is_v6 = type == AT_IPv6;
  switch (filter) {
    case CONV_FT_SRC_ADDRESS: return is_v6 ? "ipv6.src" : "ip.src";
    case CONV_FT_DST_ADDRESS: return is_v6 ? "ipv6.dst" : "ip.dst";
    case CONV_FT_ANY_ADDRESS: return is_v6 ? "ipv6.addr" : "ip.addr";
    default: return CONV_FILTER_INVALID;
  }
}

template <const PortFields& kPorts>
const char* field_of(int type, conv_filter_type_e filter) {
  switch (filter) {
    case CONV_FT_SRC_PORT: return kPorts.src;
    case CONV_FT_DST_PORT: return kPorts.dst;
    case CONV_FT_ANY_PORT: return kPorts.any;
    default: return address_field(type, filter);
  }
}

constexpr PortFields kTcp{"tcp.srcport", "tcp.dstport", "tcp.port"};
constexpr PortFields kUdp{"udp.srcport", "udp.dstport", "udp.port"};
constexpr PortFields kSctp{"sctp.srcport", "sctp.dstport", "sctp.port"};
constexpr PortFields kNoPorts{CONV_FILTER_INVALID, CONV_FILTER_INVALID, CONV_FILTER_INVALID};

/// What Wireshark asks for the filters of a protocol.
struct Filters {
  ct_dissector_info_t conversation;
  et_dissector_info_t endpoint;
};

template <const PortFields& kPorts>
Filters filters() {
  return {{[](conv_item_t* item, conv_filter_type_e filter) {
            return field_of<kPorts>(item->src_address.type, filter);
          }},
          {[](endpoint_item_t* item, conv_filter_type_e filter) {
            return field_of<kPorts>(item->myaddress.type, filter);
          }}};
}

Filters& filters_of(std::uint8_t protocol) {
  static Filters tcp = filters<kTcp>();
  static Filters udp = filters<kUdp>();
  static Filters sctp = filters<kSctp>();
  static Filters none = filters<kNoPorts>();
  switch (protocol_of_ip(protocol)) {
    case Protocol::tcp: return tcp;
    case Protocol::udp: return udp;
    case Protocol::sctp: return sctp;
    default: return none;
  }
}

tap_packet_status take_conversation(void* given, packet_info* pinfo, epan_dissect_t*,
                                    const void* data, tap_flags_t flags) {
  auto* const table = static_cast<conv_hash_t*>(given);
  const auto& told = *static_cast<const Told*>(data);
  table->flags = flags;
  // Not of the type TCP: Wireshark would take the flow's number for that of a tcp.stream.
  add_conversation_table_data_with_conv_id(
      table, &told.src, &told.dst, told.src_port, told.dst_port, told.flow, 1,
      static_cast<int>(told.wire_bytes), &pinfo->rel_ts, &pinfo->abs_ts,
      &filters_of(told.protocol).conversation, CONVERSATION_NONE);
  return TAP_PACKET_REDRAW;
}

tap_packet_status take_endpoints(void* given, packet_info*, epan_dissect_t*, const void* data,
                                 tap_flags_t flags) {
  auto* const table = static_cast<conv_hash_t*>(given);
  const auto& told = *static_cast<const Told*>(data);
  table->flags = flags;
  et_dissector_info_t* const info = &filters_of(told.protocol).endpoint;
  const auto bytes = static_cast<int>(told.wire_bytes);
  add_endpoint_table_data(table, &told.src, told.src_port, true, 1, bytes, info, ENDPOINT_NONE);
  add_endpoint_table_data(table, &told.dst, told.dst_port, false, 1, bytes, info, ENDPOINT_NONE);
  return TAP_PACKET_REDRAW;
}

void set(const IpAddress& from, wmem_allocator_t* pool, address& to) {
  const Bytes octets = from.bytes();
  alloc_address_wmem(pool, &to, from.version == 6 ? AT_IPv6 : AT_IPv4,
                     static_cast<int>(octets.size()), octets.data());
}

}  // namespace

void register_conversations(int protocol) {
  // The windows listen to the tap that is called as the protocol.
  tap = register_tap(proto_get_protocol_filter_name(protocol));
  register_conversation_table(protocol, false, take_conversation, take_endpoints);
}

void queue_conversation(Session& session, std::uint32_t number, packet_info* pinfo) {
  if (!have_tap_listener(tap)) return;
  const PacketNote& note = session.log().note(number);
  if (!note.has_flow()) return;
  const FlowEnds sender = session.log().ends(number).of(note.direction);
  auto* const told = static_cast<Told*>(wmem_alloc0(pinfo->pool, sizeof(Told)));
  set(sender.src(), pinfo->pool, told->src);
  set(sender.dst(), pinfo->pool, told->dst);
  if (sender.has_ports()) {
    told->src_port = sender.src_port();
    told->dst_port = sender.dst_port();
  }
  told->flow = note.flow;
  told->wire_bytes = note.wire_bytes;
  told->protocol = sender.flow.tuple.protocol;
  tap_queue_packet(tap, pinfo, told);
}

}  // namespace flowstat::plugin
