#include "core/base/utf8.h"

#include <cstdint>

#include "core/base/digits.h"

namespace flowstat {

namespace {

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<std::uint8_t>(text[at]) & 0xc0) == 0x80;
}

}  // namespace

std::size_t utf8_size(std::string_view text) {
  const auto first = static_cast<std::uint8_t>(text[0]);
  const auto second = static_cast<std::uint8_t>(text.size() > 1 ? text[1] : 0);
  if (!continues(text, 1)) return first < 0x80 ? 1 : 0;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) {
    const bool is_overlong = first == 0xe0 && second < 0xa0;
    const bool is_surrogate = first == 0xed && second > 0x9f;
    return continues(text, 2) && !is_overlong && !is_surrogate ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const bool is_overlong = first == 0xf0 && second < 0x90;
    const bool is_beyond = first == 0xf4 && second > 0x8f;
    return continues(text, 2) && continues(text, 3) && !is_overlong && !is_beyond ? 4 : 0;
  }
  return first < 0x80 ? 1 : 0;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = utf8_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::string as_utf8(std::string_view text) {
  std::string made;
  while (!text.empty()) {
    const std::size_t size = utf8_size(text);
    if (size > 0) {
      made += text.substr(0, size);
      text.remove_prefix(size);
      continue;
    }
    char digits[2];
    write_hex(text.substr(0, 1), digits);
    made.append("\\x").append(digits, 2);
    text.remove_prefix(1);
  }
  return made;
}

}  // namespace flowstat
