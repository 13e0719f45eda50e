#include "core/dissect/engine/tap_field.h"

#include <algorithm>
#include <optional>

#include "core/dissect/engine/cell_value.h"
#include "core/dissect/engine/packet_facts.h"
//
#include <epan/dissectors/packet-ip.h>
#include <epan/dissectors/packet-tcp.h>
#include <epan/dissectors/packet-udp.h>

namespace flowstat::dissect {

namespace {

template <class T>
using Pair = std::array<T, 2>;

void add_value(const IpAddress& address, Column& to) {
  add_address(address, to);
}
void add_value(std::uint32_t number, Column& to) {
  add_number(number, to);
}

/// The values of a field in a frame.
template <class Value>
struct Values {
  std::array<Value, 2 * kMostHeard> list;
  std::size_t count = 0;

  void take(const Value& value) { list[count++] = value; }
  void take(const Pair<Value>& values) {
    for (const Value& value : values) take(value);
  }
  void take(const std::optional<Value>& value) {
    if (value) take(*value);
  }
};

template <class Got>
struct ValueOf {
  using type = Got;
};
template <class Value>
struct ValueOf<Pair<Value>> {
  using type = Value;
};
template <class Value>
struct ValueOf<std::optional<Value>> {
  using type = Value;
};

/// `Get` gives the values that one `Header` has.
template <class Header, class Get>
void add_values(Heard heard, Occurrence occurrence, Column& to) {
  Values<typename ValueOf<std::invoke_result_t<Get, const Header&>>::type> values;
  for (const void* const header : heard) values.take(Get{}(*static_cast<const Header*>(header)));
  if (values.count == 0) return to.append_null();
  if (!to.is_list())
    return add_value(values.list[occurrence == Occurrence::last ? values.count - 1 : 0], to);
  for (std::size_t i = 0; i < values.count; ++i) add_value(values.list[i], to.items());
  to.close_list();
}

template <class Header, class Get>
constexpr TapField of(Tap tap, std::string_view name, Get) {
  return {name, tap, add_values<Header, Get>};
}
template <class Get>
constexpr TapField of_ipv4(std::string_view name, Get get) {
  return of<ws_ip4>(Tap::ipv4, name, get);
}
template <class Get>
constexpr TapField of_ipv6(std::string_view name, Get get) {
  return of<ws_ip6>(Tap::ipv6, name, get);
}
template <class Get>
constexpr TapField of_tcp(std::string_view name, Get get) {
  return of<tcp_info_t>(Tap::tcp, name, get);
}
template <class Get>
constexpr TapField of_udp(std::string_view name, Get get) {
  return of<e_udphdr>(Tap::udp, name, get);
}

std::optional<std::uint32_t> length_of(const tcp_info_t& tcp) {
  return tcp.th_have_seglen ? std::optional(tcp.th_seglen) : std::nullopt;
}

using Numbers = Pair<std::uint32_t>;
using Addresses = Pair<IpAddress>;

// clang-format off
constexpr TapField kFields[] = {
    of_ipv4("ip.src",     [](const ws_ip4& ip) { return ip_of(ip.ip_src); }),
    of_ipv4("ip.dst",     [](const ws_ip4& ip) { return ip_of(ip.ip_dst); }),
    of_ipv4("ip.addr",    [](const ws_ip4& ip) { return Addresses{ip_of(ip.ip_src), ip_of(ip.ip_dst)}; }),
    of_ipv4("ip.id",      [](const ws_ip4& ip) { return std::uint32_t{ip.ip_id}; }),
    of_ipv4("ip.ttl",     [](const ws_ip4& ip) { return std::uint32_t{ip.ip_ttl}; }),
    of_ipv4("ip.proto",   [](const ws_ip4& ip) { return std::uint32_t{ip.ip_proto}; }),

    of_ipv6("ipv6.src",    [](const ws_ip6& ip) { return ip_of(ip.ip6_src); }),
    of_ipv6("ipv6.dst",    [](const ws_ip6& ip) { return ip_of(ip.ip6_dst); }),
    of_ipv6("ipv6.addr",   [](const ws_ip6& ip) { return Addresses{ip_of(ip.ip6_src), ip_of(ip.ip6_dst)}; }),
    of_ipv6("ipv6.hlim",   [](const ws_ip6& ip) { return std::uint32_t{ip.ip6_hop}; }),
    of_ipv6("ipv6.tclass", [](const ws_ip6& ip) { return std::uint32_t{ip.ip6_tc}; }),
    of_ipv6("ipv6.flow",   [](const ws_ip6& ip) { return ip.ip6_flw; }),

    of_tcp("tcp.srcport", [](const tcp_info_t& tcp) { return std::uint32_t{tcp.th_sport}; }),
    of_tcp("tcp.dstport", [](const tcp_info_t& tcp) { return std::uint32_t{tcp.th_dport}; }),
    of_tcp("tcp.port",    [](const tcp_info_t& tcp) { return Numbers{tcp.th_sport, tcp.th_dport}; }),
    of_tcp("tcp.stream",  [](const tcp_info_t& tcp) { return tcp.th_stream; }),
    of_tcp("tcp.len",     [](const tcp_info_t& tcp) { return length_of(tcp); }),
    of_tcp("tcp.seq",     [](const tcp_info_t& tcp) { return tcp.th_seq; }),
    of_tcp("tcp.ack",     [](const tcp_info_t& tcp) { return tcp.th_ack; }),
    of_tcp("tcp.hdr_len", [](const tcp_info_t& tcp) { return std::uint32_t{tcp.th_hlen}; }),
    of_tcp("tcp.flags",   [](const tcp_info_t& tcp) { return std::uint32_t{tcp.th_flags}; }),

    of_udp("udp.srcport",  [](const e_udphdr& udp) { return std::uint32_t{udp.uh_sport}; }),
    of_udp("udp.dstport",  [](const e_udphdr& udp) { return std::uint32_t{udp.uh_dport}; }),
    of_udp("udp.port",     [](const e_udphdr& udp) { return Numbers{udp.uh_sport, udp.uh_dport}; }),
    of_udp("udp.stream",   [](const e_udphdr& udp) { return udp.uh_stream; }),
    of_udp("udp.length",   [](const e_udphdr& udp) { return udp.uh_ulen; }),
    of_udp("udp.checksum", [](const e_udphdr& udp) { return std::uint32_t{udp.uh_sum}; }),
};
// clang-format on

}  // namespace

const TapField* find_tap_field(std::string_view name) {
  const auto* const found = std::ranges::find(kFields, name, &TapField::name);
  return found == std::end(kFields) ? nullptr : found;
}

}  // namespace flowstat::dissect
