#include <array>

#include "core/packet/walk.h"

namespace flowstat {

namespace {

enum class Registry : std::uint8_t {
  link_type,
  ether_type,
  ip_protocol,
  udp_port,
  gre_type,
  ppp_protocol
};

struct Number {
  Registry registry;
  std::uint16_t value;
};
constexpr Number link_type(std::uint16_t value) {
  return {Registry::link_type, value};
}
constexpr Number ether_type(std::uint16_t value) {
  return {Registry::ether_type, value};
}
constexpr Number ip_protocol(std::uint16_t value) {
  return {Registry::ip_protocol, value};
}

constexpr Number udp_port(std::uint16_t value) {
  return {Registry::udp_port, value};
}
constexpr Number gre_type(std::uint16_t value) {
  return {Registry::gre_type, value};
}
constexpr Number ppp_protocol(std::uint16_t value) {
  return {Registry::ppp_protocol, value};
}

constexpr std::size_t kMostNumbers = 10;

struct Row {
  Protocol protocol;
  std::string_view name;
  void (*walk)(Walk&);
  std::array<Number, kMostNumbers> numbers;
  std::size_t number_count;
};

template <class... Numbers>
constexpr Row row(Protocol protocol, std::string_view name, void (*walk)(Walk&),
                  Numbers... numbers) {
  static_assert(sizeof...(numbers) <= kMostNumbers);
  return {protocol, name, walk, {numbers...}, sizeof...(numbers)};
}

/// In the order of the enum, behind a row for Protocol::none.
constexpr Row kRows[] = {
    {Protocol::none, "", nullptr, {}, 0},
#define FLOWSTAT_PROTOCOL(name, wireshark, ...) \
  row(Protocol::name, wireshark, walk_##name, __VA_ARGS__),
#include "core/packet/protocols.inc"
#undef FLOWSTAT_PROTOCOL
};

/// Protocols by number; a look-up is one load. Needs: every number of `registry` below Size.
template <std::size_t Size>
constexpr std::array<Protocol, Size> index_of(Registry registry) {
  std::array<Protocol, Size> index{};
  for (const Row& each : kRows)
    for (std::size_t i = 0; i < each.number_count; ++i)
      if (each.numbers[i].registry == registry) index[each.numbers[i].value] = each.protocol;
  return index;
}

constexpr auto kLinkTypes = index_of<512>(Registry::link_type);
constexpr auto kEtherTypes = index_of<65536>(Registry::ether_type);
constexpr auto kIpProtocols = index_of<256>(Registry::ip_protocol);
constexpr auto kUdpPorts = index_of<65536>(Registry::udp_port);
constexpr auto kGreTypes = index_of<65536>(Registry::gre_type);
constexpr auto kPppProtocols = index_of<65536>(Registry::ppp_protocol);

/// More than any real stack of headers; a frame made of nothing but IP headers ends here.
constexpr std::size_t kMostLayers = 64;

}  // namespace

Protocol protocol_of_link_type(std::uint16_t link_type) {
  return link_type < kLinkTypes.size() ? kLinkTypes[link_type] : Protocol::none;
}

Protocol protocol_of_ether_type(std::uint16_t ether_type) {
  return kEtherTypes[ether_type];
}

Protocol protocol_of_ip(std::uint8_t ip_protocol) {
  return kIpProtocols[ip_protocol];
}

Protocol protocol_of_udp(std::uint16_t src_port, std::uint16_t dst_port) {
  const auto [lower, higher] = std::minmax(src_port, dst_port);
  return kUdpPorts[lower] != Protocol::none ? kUdpPorts[lower] : kUdpPorts[higher];
}

Protocol protocol_of_gre(std::uint16_t type) {
  return kGreTypes[type];
}

Protocol protocol_of_ppp(std::uint16_t ppp_protocol) {
  return kPppProtocols[ppp_protocol];
}

std::string_view name_of(Protocol protocol) {
  return kRows[static_cast<std::size_t>(protocol)].name;
}

void walk_on(Walk& walk, std::uint32_t last_offset) {
  const std::size_t first = walk.layers.size();
  while (walk.next != Protocol::none && walk.offset <= last_offset) {
    if (walk.layers.size() - first == kMostLayers) return walk.stop(Defect::too_many_layers);
    const Row& row = kRows[static_cast<std::size_t>(walk.next)];
    walk.next = Protocol::none;
    row.walk(walk);
  }
}

}  // namespace flowstat
