#include "core/base/any_case.h"

#include <algorithm>

namespace flowstat {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool holds_in_any_case(std::string_view text, std::string_view part) {
  const auto found =
      std::ranges::search(text, part, [](char a, char b) { return lower(a) == lower(b); });
  return !found.empty() || part.empty();
}

}  // namespace flowstat
