#pragma once

#include <string>

#include "core/base/result.h"

namespace flowstat::streamdump {

/// A folder of our own below TMPDIR, removed with all that is in it when this goes.
class ScratchFolder {
 public:
  /// Error: there is none to be had.
  static Result<ScratchFolder> make();
  ScratchFolder(ScratchFolder&& other) noexcept : path_(std::move(other.path_)) {
    other.path_.clear();
  }
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();

  const std::string& path() const { return path_; }

 private:
  explicit ScratchFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

/// Writes the file at `path` to standard output; holes in it come out as zeros.
Status copy_to_stdout(const std::string& path);

}  // namespace flowstat::streamdump
