#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/base/result.h"

namespace flowstat {

/// Which files could not be written in full, and what there is of them.
class BrokenFiles {
 public:
  using File = std::uint32_t;

  /// From this octet on, of those offsets that the file is given, nothing more is written to it.
  void break_from(File file, std::int64_t offset);
  /// The least of those offsets. Needs: the file is broken, and not closed.
  std::int64_t end_of(File file) const { return ends_.at(file); }
  /// The file is closed, and has so many octets; 0: there is none.
  void close(File file, const std::string& path, std::int64_t bytes);
  /// The same of one that was never open.
  void close(const std::string& path, std::int64_t bytes) { bytes_[path] = bytes; }
  /// Size of a broken file that is closed; nothing of any other.
  std::optional<std::int64_t> bytes_of(const std::string& path) const;

  /// Something went wrong with a file.
  void note(Error error);
  bool has_errors() const { return errors_ > 0; }
  /// The first error, and how many more there are. Needs: has_errors().
  Error error() const;

 private:
  std::unordered_map<File, std::int64_t> ends_;  // of those that are open
  std::unordered_map<std::string, std::int64_t> bytes_;
  Error first_;
  std::int64_t errors_ = 0;
};

}  // namespace flowstat
