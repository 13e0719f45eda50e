#include "core/packet/fddi.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {
constexpr std::size_t kHeaderBytes = 13;
}

Decoded<Fddi> decode_fddi(Bytes bytes) {
  if (bytes.size() < kHeaderBytes) return {{}, Defect::truncated};
  return {{bytes[0]}};
}

void walk_fddi(Walk& walk) {
  const auto [fddi, defect] = decode_fddi(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::fddi, kHeaderBytes);
  if (fddi.has_llc()) walk.next = Protocol::llc;
}

}  // namespace flowstat
