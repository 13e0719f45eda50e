#pragma once

#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/capture/window.h"
#include "tools/walk/temporary_file.h"

namespace flowstat::walk {

/// A temporary copy of an input that can be read only once. It goes away with its owner.
class Spool {
 public:
  /// Copies `input` ("-" is standard input), unless it is a plain file; `path` becomes that of what
  /// can be read again. Errors: file, interrupted.
  Status take(const std::string& input, std::string& path);

 private:
  std::optional<TemporaryFile> copy_;  // absent of a plain file
};

/// True if `input` can be read only once: standard input, a pipe, a device.
bool is_read_once(const std::string& input);

/// A copy of all octets that `input` gives. Errors: file, interrupted, damaged.
Result<TemporaryFile> copy_of(Window& input);

}  // namespace flowstat::walk
