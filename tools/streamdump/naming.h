#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/stream/file_name.h"
#include "tools/streamdump/options.h"
#include "tools/streamdump/output.h"

namespace flowstat::streamdump {

/// Error: usage, for a template that is none.
Result<NameTemplate> naming_of(const Options& options);

/// Gives each stream a path of its own, and none that we give to our tables.
class Naming {
 public:
  /// `naming` tells flows apart by number where `is_unique`; `suffix` ends each name.
  Naming(NameTemplate naming, bool is_unique, std::string suffix = "");

  std::string path_of(StreamName name);
  bool has_folders() const { return naming_.has_folders(); }

 private:
  NameTemplate naming_;
  bool is_unique_;
  std::string suffix_;
  std::unordered_map<std::string, std::int64_t> given_;  // how often, where it may be again
};

/// What the stream of a packet is named after. Of a flow, from its initiator's side, if `is_flow`.
StreamName stream_name_of(const PacketAt& at, const Way& way, bool is_flow);

}  // namespace flowstat::streamdump
