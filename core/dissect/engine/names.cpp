#include "core/dissect/engine/names.h"

#include <vector>

#include "core/base/any_case.h"
#include "core/base/nearest.h"
#include "core/dissect/engine/wireshark.h"
//
#include <epan/prefs-int.h>

namespace flowstat::dissect {

namespace {

using Names = std::vector<std::string_view>;

/// Hands every field of every protocol to `take`, the protocol itself first.
template <class Take>
void for_each_field(Take take) {
  void* protocol_cookie = nullptr;
  for (int id = proto_get_first_protocol(&protocol_cookie); id != -1;
       id = proto_get_next_protocol(&protocol_cookie)) {
    if (const header_field_info* const own = proto_registrar_get_nth(static_cast<guint>(id)))
      take(*own);
    void* cookie = nullptr;
    for (const header_field_info* field = proto_get_first_protocol_field(id, &cookie);
         field != nullptr; field = proto_get_next_protocol_field(id, &cookie))
      if (field->same_name_prev_id == -1) take(*field);
  }
}

std::string nearest(std::string_view name, const Names& names) {
  return std::string(nearest_name(name, names));
}

guint add_preference(pref_t* preference, gpointer to) {
  auto& names = *static_cast<std::vector<std::string>*>(to);
  names.push_back(names.front() + "." + prefs_get_name(preference));
  return 0;
}

guint add_module(module_t* module, gpointer to) {
  auto& all = *static_cast<std::vector<std::string>*>(to);
  std::vector<std::string> own{module->name};
  prefs_pref_foreach(module, add_preference, &own);
  all.insert(all.end(), own.begin() + 1, own.end());
  return 0;
}

}  // namespace

std::string nearest_field(std::string_view name) {
  Names names;
  for_each_field([&](const header_field_info& field) { names.emplace_back(field.abbrev); });
  return nearest(name, names);
}

std::string nearest_protocol(std::string_view name) {
  Names names;
  void* cookie = nullptr;
  for (int id = proto_get_first_protocol(&cookie); id != -1; id = proto_get_next_protocol(&cookie))
    names.emplace_back(proto_get_protocol_filter_name(id));
  return nearest(name, names);
}

std::string nearest_preference(std::string_view name) {
  std::vector<std::string> made;
  prefs_modules_foreach(add_module, &made);
  return nearest(name, Names(made.begin(), made.end()));
}

std::string fields_like(std::string_view pattern) {
  std::string list;
  for_each_field([&](const header_field_info& field) {
    const std::string_view blurb = field.blurb == nullptr ? "" : field.blurb;
    const std::string_view words = field.name == nullptr ? "" : field.name;
    if (!holds_in_any_case(field.abbrev, pattern) && !holds_in_any_case(words, pattern) &&
        !holds_in_any_case(blurb, pattern))
      return;
    list.append(field.abbrev).append("\t").append(ftype_pretty_name(field.type)).append("\t");
    list.append(words);
    if (!blurb.empty() && blurb != words) list.append(": ").append(blurb);
    list += '\n';
  });
  return list;
}

}  // namespace flowstat::dissect
