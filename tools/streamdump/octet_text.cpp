#include "tools/streamdump/octet_text.h"

#include <algorithm>
#include <cstdio>

#include "core/base/digits.h"

namespace flowstat::streamdump {

namespace {

constexpr char kBase64Digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kLine = 16;

unsigned octet_at(std::string_view octets, std::size_t i) {
  return static_cast<unsigned char>(octets[i]);
}

bool is_printable(char c) {
  return c >= 0x20 && c < 0x7f;
}

void append_hex(Bytes octets, std::string& to) {
  const std::size_t before = to.size();
  to.resize(before + 2 * octets.size());
  write_hex(octets, to.data() + before);
}

}  // namespace

std::string base64_of(std::string_view octets) {
  std::string text;
  text.reserve((octets.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < octets.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, octets.size() - i);
    unsigned bits = octet_at(octets, i) << 16;
    if (count > 1) bits |= octet_at(octets, i + 1) << 8;
    if (count > 2) bits |= octet_at(octets, i + 2);
    for (std::size_t digit = 0; digit < 4; ++digit)
      text += digit <= count ? kBase64Digits[bits >> (18 - 6 * digit) & 63] : '=';
  }
  return text;
}

std::string printable(std::string_view octets) {
  std::string text(octets);
  for (char& c : text)
    if (!is_printable(c) && c != '\t' && c != '\n' && c != '\r') c = '.';
  return text;
}

void append_hex_dump(std::string_view octets, std::int64_t offset, std::string& to) {
  constexpr std::size_t kHexColumns = kLine / 2 * 5;
  for (std::size_t line = 0; line < octets.size(); line += kLine) {
    const std::string_view part = octets.substr(line, kLine);
    char digits[24];
    std::snprintf(digits, sizeof digits, "%08llx:", static_cast<unsigned long long>(offset) + line);
    to += digits;
    const std::size_t begin = to.size();
    for (std::size_t i = 0; i < part.size(); i += 2) {
      const std::string_view pair = part.substr(i, 2);
      append_hex({reinterpret_cast<const std::uint8_t*>(pair.data()), pair.size()}, to += ' ');
    }
    to.resize(begin + kHexColumns, ' ');
    to += "  ";
    for (const char c : part) to += is_printable(c) ? c : '.';
    to += '\n';
  }
}

}  // namespace flowstat::streamdump
