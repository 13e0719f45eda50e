#pragma once

#include <string>

#include "core/base/descriptor.h"
#include "core/base/result.h"

namespace flowstat::walk {

/// A file below TMPDIR that has no name any more, so that nothing of it stays however the program
/// ends.
class TemporaryFile {
 public:
  /// Error: file, if there can be none.
  static Result<TemporaryFile> make();

  /// For writing.
  int fd() const { return descriptor_.fd(); }
  /// Opens it from its beginning, here and in processes that are forked.
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd()); }

 private:
  explicit TemporaryFile(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  Descriptor descriptor_;
};

}  // namespace flowstat::walk
