#include "core/packet/erspan.h"

#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kSecondBytes = 8;
constexpr std::size_t kThirdBytes = 12;
constexpr std::size_t kSubheaderBytes = 8;

/// Octets of a header, of which `last` is the last of the third kind's fixed part.
std::size_t size_of(std::uint8_t version, std::uint8_t last) {
  if (version == 1) return kSecondBytes;
  return (last & 1) != 0 ? kThirdBytes + kSubheaderBytes : kThirdBytes;
}

}  // namespace

Decoded<Erspan> decode_erspan(Bytes bytes) {
  ByteReader in(bytes);
  Erspan erspan;
  erspan.version = static_cast<std::uint8_t>(in.u16() >> 12);
  if (!in.ok()) return {{}, Defect::truncated};
  if (erspan.version != 1 && erspan.version != 2) return {erspan, Defect::bad_version};
  erspan.session_id = in.u16() & 0x3ff;
  in.u32();
  std::uint8_t last = 0;
  if (erspan.version == 2) last = in.u32() & 0xff;
  erspan.header_bytes = static_cast<std::uint8_t>(size_of(erspan.version, last));
  if (!in.ok() || bytes.size() < erspan.header_bytes) return {{}, Defect::truncated};
  return {erspan};
}

void walk_erspan(Walk& walk) {
  const auto [erspan, defect] = decode_erspan(walk.rest);
  if (defect != Defect::none) return walk.stop(defect);
  walk.enter(Protocol::erspan, erspan.header_bytes);
  walk.next = Protocol::ethernet;
}

}  // namespace flowstat
