#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/dissect/finds.h"
#include "core/fields/fill.h"
#include "core/packet/direction.h"
#include "tools/streamdump/digester.h"

namespace flowstat::streamdump {

/// One direction of a stream that was followed: a row of the table of streams.
struct FollowedRow {
  std::string_view protocol;  ///< What was followed.
  const dissect::FollowedStream* stream = nullptr;
  Direction direction = Direction::forward;
  std::optional<std::string> file;  ///< Below the folder; none where nothing could be written.
  std::int64_t file_bytes = 0;
  std::int64_t payload_bytes = 0;
  std::int64_t first_frame = 0;
  std::int64_t last_frame = 0;
  std::int64_t first_time_ns = 0;
  std::int64_t last_time_ns = 0;
  DigestTexts digests;
};

using FollowedRows = std::span<const FollowedRow>;

/// The columns of its table, in order; digests are the last.
std::span<const Field<FollowedRows>> followed_fields();

}  // namespace flowstat::streamdump
