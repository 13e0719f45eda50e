#include "core/packet/prism.h"

#include "core/packet/avs.h"
#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 144;
}

Decoded<Prism> decode_prism(Bytes bytes) {
  if (bytes.size() < kHeaderBytes) return {{}, Defect::truncated};
  return {{load_big_endian<std::uint32_t>(bytes.data())}};
}

void walk_prism(Walk& walk) {
  if (is_avs(walk.rest)) {
    walk.next = Protocol::avs;
    return;
  }
  const Defect defect = decode_prism(walk.rest).defect;
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::prism, kHeaderBytes);
  walk.next = Protocol::wlan;
}

}  // namespace flowstat
