#include "plugin/epan_frame.h"

#include <map>

#include "core/packet/walk.h"

namespace flowstat::plugin {

namespace {

constexpr std::uint16_t kNoLinkType = UINT16_MAX;

/// Wireshark tells link types by numbers of its own, and only how to come to them.
std::map<int, std::uint16_t> make_link_types() {
  std::map<int, std::uint16_t> by_encapsulation;
  constexpr std::uint16_t kEnd = 512;
  for (std::uint16_t link_type = 0; link_type < kEnd; ++link_type)
    if (protocol_of_link_type(link_type) != Protocol::none)
      by_encapsulation.emplace(wtap_pcap_encap_to_wtap_encap(link_type), link_type);
  by_encapsulation.erase(WTAP_ENCAP_UNKNOWN);
  return by_encapsulation;
}

std::uint16_t link_type_of(const wtap_rec& record) {
  static const std::map<int, std::uint16_t> kLinkTypes = make_link_types();
  if (record.rec_type != REC_TYPE_PACKET) return kNoLinkType;
  const auto found = kLinkTypes.find(record.rec_header.packet_header.pkt_encap);
  return found == kLinkTypes.end() ? kNoLinkType : found->second;
}

std::int64_t time_of(const packet_info* pinfo) {
  if ((pinfo->rec->presence_flags & WTAP_HAS_TS) == 0) return Frame::kNoTime;
  std::int64_t time_ns = 0;
  const bool is_bad =
      __builtin_mul_overflow(std::int64_t{pinfo->abs_ts.secs}, 1'000'000'000, &time_ns) ||
      __builtin_add_overflow(time_ns, pinfo->abs_ts.nsecs, &time_ns);
  return is_bad ? Frame::kNoTime : time_ns;
}

}  // namespace

Frame frame_of(tvbuff_t* tvb, const packet_info* pinfo) {
  Frame frame;
  const auto captured = static_cast<int>(tvb_captured_length(tvb));
  frame.bytes = {tvb_get_ptr(tvb, 0, captured), static_cast<std::size_t>(captured)};
  frame.time_ns = time_of(pinfo);
  frame.number = pinfo->num;
  frame.wire_bytes = pinfo->fd->pkt_len;
  frame.link_type = link_type_of(*pinfo->rec);
  return frame;
}

}  // namespace flowstat::plugin
