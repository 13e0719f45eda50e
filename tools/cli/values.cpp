#include "tools/cli/values.h"

#include <algorithm>
#include <charconv>

#include "tools/cli/wrap.h"

namespace flowstat::cli {

Error bad_value(const std::string& value, std::string_view wanted) {
  return {"'" + value + "' is not " + std::string(wanted), Cause::usage};
}

Error not_one_of(const std::string& value, std::span<const std::string_view> words) {
  std::string known;
  for (const std::string_view word : words)
    known += (known.empty() ? "" : ", ") + std::string(word);
  return bad_value(value, "one of " + known);
}

Status take_names(const std::string& value, std::vector<std::string>& to) {
  to.clear();
  for (const std::string_view name : split(value, ",")) to.emplace_back(name);
  if (std::ranges::find(to, "") == to.end()) return kOk;
  return bad_value(value, "a list of names with commas between them");
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

Status set(bool& to) {
  to = true;
  return kOk;
}

}  // namespace flowstat::cli
