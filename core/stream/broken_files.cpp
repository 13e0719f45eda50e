#include "core/stream/broken_files.h"

#include <algorithm>
#include <utility>

namespace flowstat {

void BrokenFiles::break_from(File file, std::int64_t offset) {
  std::int64_t& end = ends_.try_emplace(file, offset).first->second;
  end = std::min(end, offset);
}

void BrokenFiles::close(File file, const std::string& path, std::int64_t bytes) {
  ends_.erase(file);
  bytes_[path] = bytes;
}

std::optional<std::int64_t> BrokenFiles::bytes_of(const std::string& path) const {
  const auto found = bytes_.find(path);
  return found == bytes_.end() ? std::nullopt : std::optional(found->second);
}

void BrokenFiles::note(Error error) {
  if (errors_++ == 0) first_ = std::move(error);
}

Error BrokenFiles::error() const {
  Error error = first_;
  const std::int64_t others = errors_ - 1;
  if (others > 0)
    error.message += "; " + std::to_string(others) + (others == 1 ? " more error" : " more errors");
  return error;
}

}  // namespace flowstat
