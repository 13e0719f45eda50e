#pragma once

#include <string>

namespace flowstat {

/// Where a capture lies, and what messages call it: a copy of a pipe has a path that tells nobody
/// anything.
struct CapturePath {
  std::string path;  ///< "-" is standard input.
  std::string name;
};

/// `path` by its own name; standard input by that.
inline CapturePath capture_path(const std::string& path) {
  return {path, path == "-" ? "standard input" : path};
}

}  // namespace flowstat
