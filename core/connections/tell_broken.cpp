#include "core/connections/tell_broken.h"

namespace flowstat {

Status tell_broken(StreamFiles& files, std::span<StreamRow> rows) {
  if (Status settled = files.settle(); !settled.ok()) return settled;
  for (StreamRow& row : rows) {
    const auto bytes = row.file ? files.bytes_of_broken(*row.file) : std::nullopt;
    if (!bytes) continue;
    if (row.file_bytes) row.file_bytes = bytes;
    if (*bytes > 0) continue;
    row.file.reset();
    row.file_bytes.reset();
  }
  return kOk;
}

}  // namespace flowstat
