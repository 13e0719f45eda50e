#include "core/packet/l2tp.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::uint16_t kControl = 0x8000;
constexpr std::uint16_t kHasLength = 0x4000;
constexpr std::uint16_t kHasSequence = 0x0800;
constexpr std::uint16_t kHasOffset = 0x0200;
}  // namespace

Decoded<L2tp> decode_l2tp(Bytes bytes) {
  ByteReader in(bytes);
  L2tp l2tp;
  const std::uint16_t flags = in.u16();
  l2tp.version = flags & 15;
  if (in.ok() && l2tp.version != 2) return {{.version = l2tp.version}, Defect::bad_version};
  l2tp.is_control = (flags & kControl) != 0;
  if ((flags & kHasLength) != 0) in.u16();
  l2tp.tunnel_id = in.u16();
  l2tp.session_id = in.u16();
  if ((flags & kHasSequence) != 0) in.u32();
  if ((flags & kHasOffset) != 0) in.bytes(in.u16());
  if (!in.ok()) return {{}, Defect::truncated};
  l2tp.header_bytes = static_cast<std::uint32_t>(bytes.size() - in.rest().size());
  return {l2tp};
}

void walk_l2tp(Walk& walk) {
  const auto [l2tp, defect] = decode_l2tp(walk.rest);
  if (defect == Defect::bad_version) return;
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::l2tp, l2tp.header_bytes);
  if (!l2tp.is_control && !walk.rest.empty()) walk.next = Protocol::ppp;
}

}  // namespace flowstat
