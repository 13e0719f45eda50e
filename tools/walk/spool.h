#pragma once

#include <string>

#include "core/base/result.h"

namespace flowstat::walk {

/// A temporary copy of an input that can be read only once. It goes away with its owner.
class Spool {
 public:
  Spool() = default;
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;
  ~Spool();

  /// Copies `input` ("-" is standard input) into a file below TMPDIR, unless it is a plain file;
  /// `path` becomes that file's. Errors: file, interrupted.
  Status take(const std::string& input, std::string& path);

 private:
  std::string path_;  // "" without a copy
};

}  // namespace flowstat::walk
