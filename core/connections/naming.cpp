#include "core/connections/naming.h"

#include <utility>

#include "core/packet/ethernet.h"

namespace flowstat {

Naming::Naming(NameTemplate naming, std::string suffix)
    : naming_(std::move(naming)), is_unique_(true), suffix_(std::move(suffix)) {}

Naming::Naming(NameTemplate naming, std::string suffix, std::span<const std::string> taken)
    : naming_(std::move(naming)), is_unique_(false), suffix_(std::move(suffix)) {
  for (const std::string& path : taken) given_.emplace(path, 1);
}

std::string Naming::path_of(StreamName name) {
  const std::string plain = naming_.name_of(name);
  std::string path = plain + suffix_;
  if (is_unique_) return path;
  const auto [first, is_new] = given_.try_emplace(path, 1);
  if (is_new) return path;
  std::int64_t& times = first->second;  // stays where it is
  do {
    name.repeat = times++;
    path = naming_.name_of(name);
    // A template without a number of repeats, or with half of one, gets one.
    if (path == plain || given_.contains(path + suffix_)) path += "c" + std::to_string(name.repeat);
    path += suffix_;
  } while (!given_.try_emplace(path, 1).second);
  return path;
}

StreamName stream_name_of(const PacketAt& at, const Way& way, bool is_flow) {
  const PacketRow row = at.batch.packets[at.index];
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

}  // namespace flowstat
