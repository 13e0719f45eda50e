#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>

#include "core/connections/output.h"
#include "core/stream/file_name.h"

namespace flowstat {

/// Gives each stream a path of its own.
class Naming {
 public:
  /// `naming` tells flows apart by number; `suffix` ends each name.
  explicit Naming(NameTemplate naming, std::string suffix = "");
  /// It may not. None of the paths `taken` is given.
  Naming(NameTemplate naming, std::string suffix, std::span<const std::string> taken);

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

}  // namespace flowstat
