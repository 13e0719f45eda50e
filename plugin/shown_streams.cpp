#include "plugin/shown_streams.h"

#include <vector>

namespace flowstat::plugin {

std::span<const Field<StreamRows>> shown_stream_fields() {
  static const std::vector<Field<StreamRows>> kShown = [] {
    std::vector<Field<StreamRows>> shown;
    for (const Field<StreamRows>& field : stream_fields())
      if (field.name != kMd5Name && field.name != kSha256Name) shown.push_back(field);
    return shown;
  }();
  return kShown;
}

}  // namespace flowstat::plugin
