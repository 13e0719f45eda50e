#include "core/base/address.h"

#include <charconv>

#include "core/base/digits.h"

namespace flowstat {

namespace {

char* write_octet(std::uint8_t octet, char* to) {
  if (octet >= 100) *to++ = static_cast<char>('0' + octet / 100);
  if (octet >= 10) *to++ = static_cast<char>('0' + octet / 10 % 10);
  *to++ = static_cast<char>('0' + octet % 10);
  return to;
}

char* write_v4(const std::uint8_t* octets, char* to) {
  for (int i = 0; i < 4; ++i) {
    if (i > 0) *to++ = '.';
    to = write_octet(octets[i], to);
  }
  return to;
}

/// A run of zero groups: [first, end).
struct ZeroRun {
  int first = 0;
  int end = 0;
  int size() const { return end - first; }
};

/// The longest run of at least two zero groups, the first of equals. RFC 5952 §4.2.
ZeroRun longest_zero_run(const std::uint16_t (&groups)[8]) {
  ZeroRun best;
  ZeroRun run;
  for (int i = 0; i < 8; ++i) {
    if (groups[i] != 0) continue;
    if (run.end != i) run.first = i;
    run.end = i + 1;
    if (run.size() > best.size()) best = run;
  }
  return best.size() >= 2 ? best : ZeroRun{};
}

/// ::1.2.3.4 and ::ffff:1.2.3.4 end in dotted decimals. RFC 5952 §5, and what inet_ntop does.
bool ends_in_v4(const std::uint16_t (&groups)[8], ZeroRun zeros) {
  if (zeros.first != 0) return false;
  return zeros.size() == 6 || (zeros.size() == 5 && groups[5] == 0xffff);
}

char* write_v6(const std::uint8_t* octets, char* to) {
  std::uint16_t groups[8];
  for (int i = 0; i < 8; ++i) groups[i] = load_big_endian<std::uint16_t>(octets + 2 * i);
  const ZeroRun zeros = longest_zero_run(groups);
  const int words = ends_in_v4(groups, zeros) ? 6 : 8;
  for (int i = 0; i < words; ++i) {
    if (i >= zeros.first && i < zeros.end) {
      if (i == zeros.first) *to++ = ':';
      continue;
    }
    if (i > 0) *to++ = ':';
    to = std::to_chars(to, to + 4, groups[i], 16).ptr;
  }
  if (words == 8) {
    if (zeros.end == 8) *to++ = ':';
    return to;
  }
  *to++ = ':';
  return write_v4(octets + 12, to);
}

}  // namespace

char* write_address(const IpAddress& address, char* to) {
  if (address.version == 4) return write_v4(address.octets.data(), to);
  if (address.version == 6) return write_v6(address.octets.data(), to);
  return to;
}

char* write_address(const MacAddress& address, char* to) {
  for (std::size_t i = 0; i < address.octets.size(); ++i) {
    if (i > 0) *to++ = ':';
    to = write_hex(Bytes(address.octets).subspan(i, 1), to);
  }
  return to;
}

std::string text_of(const IpAddress& address) {
  char text[kIpTextBytes];
  return {text, write_address(address, text)};
}

std::string text_of(const MacAddress& address) {
  char text[kMacTextBytes];
  return {text, write_address(address, text)};
}

}  // namespace flowstat
