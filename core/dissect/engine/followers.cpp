#include "core/dissect/engine/followers.h"

#include <algorithm>

namespace flowstat::dissect {

namespace {

/// The fields that a filter such as "tcp.stream eq 0 and http2.streamid eq 0" compares, in order.
std::vector<const header_field_info*> fields_of(const char* filter) {
  std::vector<const header_field_info*> fields;
  if (filter == nullptr) return fields;
  char** const words = g_strsplit_set(filter, " ()", -1);
  for (char** word = words; *word != nullptr; ++word)
    if (const header_field_info* const field = proto_registrar_get_byname(*word))
      if (field->type != FT_PROTOCOL) fields.push_back(field);
  g_strfreev(words);
  return fields;
}

/// The fields by which a follower chooses a stream, as the filter that it makes of a number says.
std::vector<const header_field_info*> keys_of(const std::string& name,
                                              register_follow_t* follower) {
  if (name == "sip") return {proto_registrar_get_byname("sip.Call-ID")};  // which has no number
  const follow_index_filter_func make_filter = get_follow_index_func(follower);
  char* const filter = make_filter == nullptr ? nullptr : make_filter(0, 0);
  auto fields = fields_of(filter);
  g_free(filter);
  return fields;
}

}  // namespace

std::vector<Follower> all_followers() {
  std::vector<Follower> all;
  follow_iterate_followers(
      [](const void*, void* value, void* to) -> ForeachVerdict {
        auto* const registered = static_cast<register_follow_t*>(value);
        const std::string name = proto_get_protocol_filter_name(get_follow_proto_id(registered));
        const auto keys = keys_of(name, registered);
        if (!keys.empty() && keys.front() != nullptr)
          static_cast<std::vector<Follower>*>(to)->push_back(
              {name, registered, keys.front(), keys.size() > 1 ? keys[1] : nullptr});
        return false;
      },
      &all);
  std::ranges::sort(all, {}, &Follower::name);
  return all;
}

}  // namespace flowstat::dissect
