#include "core/columns/json_text.h"

#include <cstdint>
#include <cstring>

#include "core/base/digits.h"

namespace flowstat {

namespace {

bool is_plain(char c) {
  const auto octet = static_cast<std::uint8_t>(c);
  return octet >= 0x20 && octet < 0x80 && c != '"' && c != '\\';
}

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<std::uint8_t>(text[at]) & 0xc0) == 0x80;
}

/// Octets of the UTF-8 sequence that `text` begins with; 0 where there is none: overlong forms,
/// surrogates and what lies beyond U+10FFFF are none either. RFC 3629 §4.
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

char* put(std::string_view text, char* to) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

/// An ASCII character that may not stand as it is.
char* write_escape(char c, char* to) {
  switch (c) {
    case '"': return put("\\\"", to);
    case '\\': return put("\\\\", to);
    case '\n': return put("\\n", to);
    case '\r': return put("\\r", to);
    case '\t': return put("\\t", to);
    default: break;
  }
  const auto octet = static_cast<std::uint8_t>(c);
  return write_hex(Bytes(&octet, 1), put("\\u00", to));
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = utf8_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

char* write_json_inside(std::string_view text, char* to) {
  while (!text.empty()) {
    std::size_t taken = 1;
    if (is_plain(text[0])) {
      *to++ = text[0];
    } else if (static_cast<std::uint8_t>(text[0]) < 0x80) {
      to = write_escape(text[0], to);
    } else if (const std::size_t size = utf8_size(text); size > 0) {
      to = put(text.substr(0, size), to);
      taken = size;
    } else {
      to = put("\xef\xbf\xbd", to);
    }
    text.remove_prefix(taken);
  }
  return to;
}

std::string json_string(std::string_view text) {
  std::string quoted(kJsonGrowth * text.size() + 2, '"');
  char* const end = write_json_inside(text, quoted.data() + 1);
  quoted.resize(static_cast<std::size_t>(end - quoted.data()));
  return quoted + '"';
}

}  // namespace flowstat
