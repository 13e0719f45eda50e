#include "tools/streamdump/object_name.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace flowstat::streamdump {

namespace {

constexpr std::size_t kMostBytes = 200;
constexpr std::size_t kMostOfEnding = 16;

/// Names that are devices in Windows, whatever stands behind a dot.
constexpr std::string_view kDevices[] = {
    "con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool is_harmless(char c) {
  constexpr std::string_view kHarmful = "/\\:*?\"<>|";
  return c >= 0x20 && c != 0x7f && kHarmful.find(c) == std::string_view::npos;
}

/// The character of UTF-8 at the front, whole and good; "" if there is none.
std::string_view character(std::string_view text) {
  return text.substr(0, utf8_size(text));
}

/// Signs of U+2000 to U+207F: among them are those that turn text around, or take no room.
bool is_invisible(std::string_view character) {
  return character.starts_with("\xe2\x80") || character.starts_with("\xe2\x81");
}

/// Where the ending begins, with its dot; the end if there is none.
std::size_t ending_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const bool is_one = dot != name.npos && dot > 0 && name.size() - dot <= kMostOfEnding;
  return is_one ? dot : name.size();
}

/// `name` cut to `bytes` octets, behind a whole character.
std::string_view cut(std::string_view name, std::size_t bytes) {
  if (name.size() <= bytes) return name;
  while (bytes > 0 && (name[bytes] & 0xc0) == 0x80) --bytes;
  return name.substr(0, bytes);
}

}  // namespace

std::string safe_name(std::string_view sent) {
  std::string name;
  while (!sent.empty()) {
    const std::string_view one = character(sent);
    const bool is_kept = one.size() == 1 ? is_harmless(one[0]) : !one.empty() && !is_invisible(one);
    name += is_kept ? one : "_";
    sent.remove_prefix(std::max<std::size_t>(1, one.size()));
  }
  // A dot in front hides a file, a dash makes an option of it.
  if (name.empty()) return "object";
  if (name[0] == '.' || name[0] == '-' || name[0] == ' ') name[0] = '_';
  const std::string stem = lower(name.substr(0, name.find('.')));
  if (std::ranges::find(kDevices, stem) != std::end(kDevices)) name.insert(0, "_");
  if (name.size() > kMostBytes) {
    const std::string ending = name.substr(ending_of(name));
    name = std::string(cut(name, kMostBytes - ending.size())) + ending;
  }
  // Windows drops these at the end.
  if (name.back() == '.' || name.back() == ' ') name.back() = '_';
  return name;
}

ObjectNames::ObjectNames(std::span<const std::string> taken) {
  for (const std::string& name : taken) given_.emplace(lower(name), 1);
}

std::string ObjectNames::name_of(std::string_view sent) {
  const std::string plain = safe_name(sent);
  const auto [first, is_new] = given_.try_emplace(lower(plain), 1);
  if (is_new) return plain;
  const std::size_t ending = ending_of(plain);
  std::int64_t& times = first->second;  // stays where it is
  for (;;) {
    const std::string name =
        plain.substr(0, ending) + "-" + std::to_string(++times) + plain.substr(ending);
    if (given_.try_emplace(lower(name), 1).second) return name;
  }
}

}  // namespace flowstat::streamdump
