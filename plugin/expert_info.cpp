#include "plugin/expert_info.h"

#include <epan/expert.h>

#include <algorithm>

namespace flowstat::plugin {

namespace {

expert_field hole = EI_INIT;
expert_field truncated = EI_INIT;
expert_field conflict = EI_INIT;
expert_field reused = EI_INIT;
expert_field more = EI_INIT;

/// What nobody reads to its end; and all that listen to a frame share Wireshark's room.
constexpr std::size_t kMostOfFrame = 100;

ei_register_info info_of(expert_field* field, const char* name, int group, int severity,
                         const char* summary) {
  ei_register_info info{};
  info.ids = field;
  info.eiinfo.name = name;
  info.eiinfo.group = group;
  info.eiinfo.severity = severity;
  info.eiinfo.summary = summary;
  info.eiinfo.hf_info.hfinfo.id = -1;
  info.eiinfo.hf_info.hfinfo.same_name_prev_id = -1;
  return info;
}

const char* name_of(Direction direction) {
  return direction == Direction::forward ? "forward" : "backward";
}

void tell_in_detail(const Oddity& each, packet_info* pinfo, proto_item* item) {
  const char* const way = name_of(each.direction);
  const long long offset = each.offset;
  const long long bytes = each.bytes;
  switch (each.kind) {
    case Oddity::Kind::hole:
      expert_add_info_format(pinfo, item, &hole,
                             "Missing octets: %lld, from offset %lld of the %s stream on", bytes,
                             offset, way);
      break;
    case Oddity::Kind::truncated:
      expert_add_info_format(pinfo, item, &truncated,
                             "Octets cut off: %lld, from offset %lld of the %s stream on", bytes,
                             offset, way);
      break;
    case Oddity::Kind::conflict:
      expert_add_info_format(pinfo, item, &conflict,
                             "Octets that came before differ, within %lld from offset %lld of "
                             "the %s stream on",
                             bytes, offset, way);
      break;
    case Oddity::Kind::reused:
      expert_add_info_format(pinfo, item, &reused,
                             "A new flow begins on the addresses and ports of flow %lld, at "
                             "offset 0 of its %s stream",
                             static_cast<long long>(each.before), way);
      break;
  }
}

expert_field* field_of(Oddity::Kind kind) {
  switch (kind) {
    case Oddity::Kind::hole: return &hole;
    case Oddity::Kind::truncated: return &truncated;
    case Oddity::Kind::conflict: return &conflict;
    case Oddity::Kind::reused: break;
  }
  return &reused;
}

}  // namespace

void register_expert_info(int protocol) {
  static ei_register_info infos[] = {
      info_of(&hole, "flowstat.hole", PI_SEQUENCE, PI_WARN,
              "Octets of the stream are not in the capture"),
      info_of(&truncated, "flowstat.truncated", PI_SEQUENCE, PI_NOTE,
              "Payload was cut off when it was captured"),
      info_of(&conflict, "flowstat.conflict", PI_SECURITY, PI_WARN,
              "Octets of the stream came before, and differ"),
      info_of(&reused, "flowstat.reused", PI_SEQUENCE, PI_NOTE,
              "A new flow on addresses and ports that were in use"),
      info_of(&more, "flowstat.more", PI_SEQUENCE, PI_NOTE,
              "The packet tells of more than is shown"),
  };
  expert_register_field_array(expert_register_protocol(protocol), infos,
                              static_cast<int>(array_length(infos)));
}

void tell(std::span<const Oddity> oddities, std::size_t detailed, packet_info* pinfo,
          proto_item* item) {
  const std::size_t told = std::min(oddities.size(), kMostOfFrame);
  for (std::size_t i = 0; i < told; ++i) {
    if (i < detailed)
      tell_in_detail(oddities[i], pinfo, item);
    else
      expert_add_info(pinfo, item, field_of(oddities[i].kind));
  }
  if (const std::size_t left = oddities.size() - told; left > 0)
    expert_add_info_format(pinfo, item, &more, "%zu more of this packet are not shown", left);
}

}  // namespace flowstat::plugin
