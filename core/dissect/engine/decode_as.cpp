#include "core/dissect/engine/decode_as.h"

#include <charconv>
#include <cstring>
#include <optional>

#include "core/dissect/engine/names.h"
#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

namespace {

struct Rule {
  std::string table;     ///< "tcp.port"
  std::string selector;  ///< "8888", "8000-8010", or words
  std::string protocol;  ///< "http"
};

std::optional<Rule> parse(const std::string& text) {
  const std::size_t equals = text.find("==");
  const std::size_t comma = text.find(',', equals);
  if (equals == std::string::npos || comma == std::string::npos) return std::nullopt;
  return Rule{text.substr(0, equals), text.substr(equals + 2, comma - equals - 2),
              text.substr(comma + 1)};
}

struct Numbers {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

std::optional<std::uint32_t> number_of(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x")) {
    base = 16;
    text.remove_prefix(2);
  }
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Numbers> numbers_of(const std::string& text) {
  const std::size_t dash = text.find('-');
  const auto first = number_of(std::string_view(text).substr(0, dash));
  const auto last =
      dash == std::string::npos ? first : number_of(std::string_view(text).substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return Numbers{*first, *last};
}

struct Search {
  const char* protocol;
  dissector_handle_t found;
};

void look(const char*, gpointer value, gpointer data) {
  auto& search = *static_cast<Search*>(data);
  auto* const handle = static_cast<dissector_handle_t>(value);
  const int id = dissector_handle_get_protocol_index(handle);
  if (id != -1 && std::strcmp(proto_get_protocol_filter_name(id), search.protocol) == 0)
    search.found = handle;
}

Error no_protocol(const Rule& rule) {
  const std::string near = nearest_protocol(rule.protocol);
  const bool is_there = near == rule.protocol;
  return {"-d: " + rule.table + " cannot be decoded as '" + rule.protocol + "'" +
              (near.empty() || is_there ? "" : "; did you mean '" + near + "'?"),
          Cause::usage};
}

}  // namespace

Status decode_as(const std::string& text) {
  const auto rule = parse(text);
  if (!rule)
    return Error{
        "-d takes layer==selector,protocol, such as tcp.port==8888,http, not '" + text + "'",
        Cause::usage};
  dissector_table_t const table = find_dissector_table(rule->table.c_str());
  if (table == nullptr)
    return Error{"-d: there is no layer '" + rule->table + "'; tshark -G decodes lists them",
                 Cause::usage};
  Search search{rule->protocol.c_str(), nullptr};
  dissector_table_foreach_handle(rule->table.c_str(), look, &search);
  if (search.found == nullptr) return no_protocol(*rule);
  const ftenum_t type = get_dissector_table_selector_type(rule->table.c_str());
  if (FT_IS_STRING(type)) {
    dissector_change_string(rule->table.c_str(), rule->selector.c_str(), search.found);
    return kOk;
  }
  const auto numbers = numbers_of(rule->selector);
  if (!numbers)
    return Error{"-d: '" + rule->selector + "' is no number or range of " + rule->table,
                 Cause::usage};
  for (std::uint64_t each = numbers->first; each <= numbers->last; ++each)
    dissector_change_uint(rule->table.c_str(), static_cast<std::uint32_t>(each), search.found);
  return kOk;
}

}  // namespace flowstat::dissect
