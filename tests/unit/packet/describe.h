#pragma once

#include <span>
#include <string>

#include "core/packet/packet.h"
#include "core/packet/walk.h"

/// The layers' names, outermost first: "eth ip~ icmp~ ip!~", with ! where an ICMP error quotes the
/// layer and ~ inside a fragment.
inline std::string describe(std::span<const flowstat::Layer> layers) {
  std::string text;
  for (const flowstat::Layer& layer : layers) {
    if (!text.empty()) text += ' ';
    text += flowstat::name_of(layer.protocol);
    if (layer.in_error) text += '!';
    if (layer.is_fragment) text += '~';
  }
  return text;
}

inline std::string describe(const flowstat::IpAddress& address) {
  char text[flowstat::kIpTextBytes];
  return {text, flowstat::write_address(address, text)};
}

/// What a packet says, as far as it says it:
/// "vlan 5, 10.0.0.1:1000 > 10.0.0.2:2000, protocol 6, ip 43, payload 3, truncated".
inline std::string describe(const flowstat::Packet& packet) {
  std::string text;
  const auto add = [&](const std::string& piece) { text += (text.empty() ? "" : ", ") + piece; };
  const auto port = [&](std::uint16_t number) {
    return packet.has_ports ? ":" + std::to_string(number) : "";
  };
  if (packet.has_vlan) add("vlan " + std::to_string(packet.vlan_id));
  if (packet.has_ip()) {
    add(describe(packet.src) + port(packet.src_port) + " > " + describe(packet.dst) +
        port(packet.dst_port));
    add("protocol " + std::to_string(packet.ip_protocol));
    add("ip " + std::to_string(packet.ip_bytes));
  }
  if (packet.is_fragment) add("fragment");
  if (packet.is_icmp)
    add("icmp " + std::to_string(packet.icmp_type) + "/" + std::to_string(packet.icmp_code));
  if (packet.has_payload) add("payload " + std::to_string(packet.payload_bytes));
  if (packet.payload.size() != packet.payload_bytes)
    add("captured " + std::to_string(packet.payload.size()));
  if (packet.defect != flowstat::Defect::none)
    add(std::string(flowstat::kDefectLabels[static_cast<std::size_t>(packet.defect)]));
  return text;
}
