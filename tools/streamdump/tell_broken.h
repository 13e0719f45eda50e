#pragma once

#include "core/stream/stream_fields.h"
#include "core/stream/stream_files.h"

namespace flowstat::streamdump {

/// Corrects what `row` says of its file, which is closed, if that could not be written in full.
inline void tell_broken(const StreamFiles& files, StreamRow& row) {
  const auto bytes = row.file ? files.bytes_of_broken(*row.file) : std::nullopt;
  if (!bytes) return;
  if (row.file_bytes) row.file_bytes = bytes;
  if (*bytes > 0) return;
  row.file.reset();
  row.file_bytes.reset();
}

}  // namespace flowstat::streamdump
