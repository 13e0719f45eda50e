#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/stream/span.h"

namespace flowstat {

/// What becomes of octets that the capture lacks.
enum class Holes : std::uint8_t {
  sparse,  ///< A hole of the same size in the file.
  skip,    ///< Closed up: the file is shorter than the stream.
  stop,    ///< The file ends before the first of them.
};

/// Where the octets of a file shall go within it.
struct Layout {
  struct Move {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t bytes = 0;
  };

  /// In order of `from` and of `to`, which is the same; all go up, or all go down, or stay. What
  /// none of them covers becomes a hole.
  std::vector<Move> moves;

  /// Size of the file that comes of it.
  std::int64_t bytes() const { return moves.empty() ? 0 : moves.back().to + moves.back().bytes; }

  /// A file of `file_bytes` is laid out so already.
  bool stays(std::int64_t file_bytes) const;

  /// All octets are so much further on in the file now.
  void begin_at(std::int64_t offset) {
    for (Move& move : moves) move.from += offset;
  }

  /// Adds a move behind the others. Needs: it begins at or behind the end, in both places.
  void add(const Move& move);
};

/// How the file of a stream must be laid out in the end, if its octets are where they are in the
/// stream now. Needs: spans from offset 0 on, in order and without gaps.
Layout layout_of(std::span<const Span> spans, Holes holes);

/// Sets `layout` to all data of a file of `file_bytes` moved up by `up`; holes are not data.
/// Gives 0 or the system's error number.
int layout_of_data(int fd, std::int64_t file_bytes, std::int64_t up, Layout& layout);

/// Moves the octets of a file of `file_bytes` as `layout` says, and ends the file behind them.
/// Gives 0 or the system's error number.
int rearrange(int fd, std::int64_t file_bytes, const Layout& layout);

}  // namespace flowstat
