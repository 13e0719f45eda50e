#include "tools/streamdump/naming.h"

#include <utility>

#include "core/packet/ethernet.h"

namespace flowstat::streamdump {

namespace {

/// Name, and whether it tells flows apart.
Result<NameTemplate> template_of(const Options& options) {
  if (options.naming == "tcpflow") return tcpflow_naming();
  if (!options.naming.empty()) return NameTemplate::parse(options.naming);
  return options.join == Join::none ? default_naming() : joined_naming();
}

}  // namespace

Result<NameTemplate> naming_of(const Options& options) {
  auto naming = template_of(options);
  if (naming.ok() && options.fans_out) return naming.value().fanned_out();
  return naming;
}

std::string Naming::path_of(StreamName name) {
  std::string path = naming_.name_of(name);
  if (is_unique_) return path + suffix_;
  name.repeat = given_[path]++;
  if (name.repeat == 0) return path + suffix_;
  std::string repeated = naming_.name_of(name);
  // A template without a number of repeats gets one.
  if (repeated == path) repeated += "c" + std::to_string(name.repeat);
  return repeated + suffix_;
}

StreamName stream_name_of(const PacketAt& at, const Way& way, bool is_flow) {
  const PacketRow row = at.walk.packets()[at.index];
  StreamName name;
  name.flow_id = at.ref().id;
  name.protocol = label_of(way.protocol());
  name.direction = at.ref().direction;
  name.src = row.packet.src;
  name.dst = row.packet.dst;
  name.src_port = row.packet.src_port;
  name.dst_port = row.packet.dst_port;
  name.first_time_ns = way.sums().first.time_ns;
  if (row.packet.has_vlan) name.vlan_id = row.packet.vlan_id;
  if (const Layer* layer = innermost(row.layers, Protocol::ethernet)) {
    const Ethernet ethernet = decode_ethernet(row.frame.bytes.subspan(layer->offset)).header;
    name.src_mac = ethernet.src;
    name.dst_mac = ethernet.dst;
  }
  if (is_flow && name.direction == Direction::backward) {
    name.direction = Direction::forward;
    std::swap(name.src, name.dst);
    std::swap(name.src_port, name.dst_port);
    std::swap(name.src_mac, name.dst_mac);
  }
  return name;
}

}  // namespace flowstat::streamdump
