#include "core/packet/packet_fields.h"

#include <string>
#include <vector>

#include "tests/unit/packet/frames.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace frames;

namespace {

constexpr std::uint16_t kIp = 0x0800;
constexpr std::uint16_t kIp6 = 0x86dd;

const Field<PacketBatch>& named(std::string_view name) {
  for (const auto& field : packet_fields())
    if (field.name == name) return field;
  return kDefectField;
}

/// The cell as text; "null" where there is none.
std::string cell(const Column& column) {
  if (column.is_null(0)) return "null";
  switch (column.spec().storage) {
    case Storage::bits: return column.bit(0) ? "true" : "false";
    case Storage::u8: return std::to_string(column.values<std::uint8_t>()[0]);
    case Storage::u16: return std::to_string(column.values<std::uint16_t>()[0]);
    case Storage::u32: return std::to_string(column.values<std::uint32_t>()[0]);
    case Storage::label:
      return std::string(column.spec().field.labels[column.values<std::uint8_t>()[0]]);
    case Storage::text:
    case Storage::binary: return std::string(column.text(0));
    default: return std::to_string(column.values<std::int64_t>()[0]);
  }
}

struct Case {
  const char* name;
  const char* field;
  Octets octets;
  const char* cell;
};

const Octets kTimestamps = hex("0101 080a 0000000b 00000016");

// clang-format off
const Case kCases[] = {
    {"captured_bytes",                     "captured_bytes",   eth(0x1234),                                               "14"},
    {"no time is null",                    "time",             eth(0x1234),                                               "null"},
    {"eth_src",                            "eth_src",          eth(0x1234),                                               "02:00:00:00:00:01"},
    {"eth_dst",                            "eth_dst",          eth(0x1234),                                               "02:00:00:00:00:02"},
    {"no Ethernet header, no address",     "eth_src",          hex("01"),                                                 "null"},
    {"vlan_id",                            "vlan_id",          eth(0x8100) + vlan(5, kIp) + ipv4(tcp()),                  "5"},
    {"no tag, no VLAN",                    "vlan_id",          eth(kIp) + ipv4(tcp()),                                    "null"},
    {"ip_version",                         "ip_version",       eth(kIp6) + ipv6(tcp()),                                   "6"},
    {"no IP, no version",                  "ip_version",       eth(0x1234),                                               "null"},
    {"dst_addr of a source route",         "dst_addr",         eth(kIp) + ipv4(tcp(), {.options = hex("83 07 04 09090909 00")}), "9.9.9.9"},
    {"dst_addr with a routing header",     "dst_addr",         eth(kIp6) + ipv6(routing(6, 9) + tcp(), {.next_header = 43}), "2001:db8::2"},
    {"ip_direction_asc goes by dst_addr",  "ip_direction_asc", eth(kIp6) + ipv6(routing(6, 0) + tcp(), {.next_header = 43}), "true"},
    {"ip_direction_asc of an answer",      "ip_direction_asc", eth(kIp) + ipv4(tcp(), {.src = 9}),                        "false"},
    {"no IP, no direction",                "ip_direction_asc", eth(0x1234),                                               "null"},
    {"ip_protocol above extensions",       "ip_protocol",      eth(kIp6) + ipv6(options(6) + tcp(), {.next_header = 0}),  "6"},
    {"ip_ttl",                             "ip_ttl",           eth(kIp) + ipv4(tcp()),                                    "64"},
    {"ip_ttl is the hop limit",            "ip_ttl",           eth(kIp6) + ipv6(tcp()),                                   "64"},
    {"ip_ttl of a tunnel's inner header",  "ip_ttl",           eth(kIp6) + ipv6(ipv4(tcp()), {.next_header = 4}),         "64"},
    {"ip_dscp",                            "ip_dscp",          eth(kIp) + hex("45b80014 00070000 40060000 0a000001 0a000002"), "46"},
    {"ip_dscp of IPv6",                    "ip_dscp",          eth(kIp6) + hex("6b800000 0000 3b40") + ipv6_address(1) + ipv6_address(2), "46"},
    {"ip_id",                              "ip_id",            eth(kIp) + ipv4(tcp()),                                    "7"},
    {"IPv6 has no id",                     "ip_id",            eth(kIp6) + ipv6(tcp()),                                   "null"},
    {"nor has it inside IPv4",             "ip_id",            eth(kIp) + ipv4(ipv6(tcp()), {.protocol = 41}),            "null"},
    {"src_port",                           "src_port",         eth(kIp) + ipv4(tcp()),                                    "1000"},
    {"ICMP has no port",                   "src_port",         eth(kIp) + ipv4(icmp(3) + ipv4(tcp()), {.protocol = 1}),   "null"},
    {"tcp_seq",                            "tcp_seq",          eth(kIp) + ipv4(tcp()),                                    "100"},
    {"UDP has none",                       "tcp_seq",          eth(kIp) + ipv4(udp(8), {.protocol = 17}),                 "null"},
    {"tcp_flags",                          "tcp_flags",        eth(kIp) + ipv4(tcp({.flags = 0xfff})),                    "4095"},
    {"tcp_ts_val",                         "tcp_ts_val",       eth(kIp) + ipv4(tcp({.options = kTimestamps})),            "11"},
    {"tcp_ts_ecr",                         "tcp_ts_ecr",       eth(kIp) + ipv4(tcp({.options = kTimestamps})),            "22"},
    {"no option, no timestamp",            "tcp_ts_val",       eth(kIp) + ipv4(tcp()),                                    "null"},
    {"not that of a quoted header",        "tcp_ts_val",       eth(kIp) + ipv4(icmp(3) + ipv4(tcp({.options = kTimestamps})), {.protocol = 1}), "null"},
    {"icmp_type",                          "icmp_type",        eth(kIp) + ipv4(icmp(3, 1), {.protocol = 1}),              "3"},
    {"icmp_code",                          "icmp_code",        eth(kIp) + ipv4(icmp(3, 1), {.protocol = 1}),              "1"},
    {"payload_bytes",                      "payload_bytes",    eth(kIp) + ipv4(tcp() + hex("616263")) + zeros(3),         "3"},
    {"payload",                            "payload",          eth(kIp) + ipv4(tcp() + hex("616263")) + zeros(3),         "abc"},
    {"an empty payload is not null",       "payload",          eth(kIp) + ipv4(tcp()) + zeros(6),                         ""},
    {"ICMP has no payload",                "payload_bytes",    eth(kIp) + ipv4(icmp(8), {.protocol = 1}),                 "null"},
    {"defect",                             "defect",           eth(kIp),                                                  "truncated"},
    {"no defect is none",                  "defect",           eth(kIp) + ipv4(tcp()),                                    "none"},
};
// clang-format on

void check_cell(void** state) {
  const Case& row = row_of<Case>(state);
  Frame frame;
  frame.bytes = row.octets;
  frame.wire_bytes = static_cast<std::uint32_t>(row.octets.size());
  frame.link_type = 1;
  PacketBatch batch;
  batch.decode({&frame, 1});
  const Field<PacketBatch>& field = named(row.field);
  Column column(column_spec(field, {}));

  field.fill(batch, column);

  assert_string_equal(cell(column).c_str(), row.cell);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_cell);
}
