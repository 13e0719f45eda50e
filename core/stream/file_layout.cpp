#include "core/stream/file_layout.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ranges>

#include "core/base/pod_array.h"
#include "core/stream/file_octets.h"

namespace flowstat {

namespace {

constexpr std::int64_t kPieceBytes = 1 << 20;

bool is_moved(const Layout::Move& move) {
  return move.from != move.to;
}

/// Moves octets in pieces, those first that others will be moved onto.
int move_octets(int fd, const Layout::Move& move) {
  PodArray<std::uint8_t> piece;
  const auto most = static_cast<std::size_t>(std::min(move.bytes, kPieceBytes));
  std::uint8_t* const octets = piece.extend(most);
  for (std::int64_t done = 0; done < move.bytes;) {
    const std::int64_t count = std::min(move.bytes - done, kPieceBytes);
    const std::int64_t at = move.to > move.from ? move.bytes - done - count : done;
    iovec moved{octets, static_cast<std::size_t>(count)};
    if (const int error = read_at(fd, {octets, moved.iov_len}, move.from + at)) return error;
    if (const int error = write_at(fd, {&moved, 1}, move.to + at)) return error;
    done += count;
  }
  return 0;
}

int move_all(int fd, const std::vector<Layout::Move>& moves) {
  const auto moved = std::ranges::find_if(moves, is_moved);
  if (moved == moves.end()) return 0;
  const bool is_up = moved->to > moved->from;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const Layout::Move& move = moves[is_up ? moves.size() - 1 - i : i];
    if (!is_moved(move)) continue;
    if (const int error = move_octets(fd, move)) return error;
  }
  return 0;
}

/// Makes holes of what is between the moved octets: it may hold some that were there before.
int clear_between(int fd, std::int64_t file_bytes, const std::vector<Layout::Move>& moves) {
  std::int64_t end = 0;
  for (const Layout::Move& move : moves) {
    if (const int error = clear_at(fd, end, std::min(move.to, file_bytes))) return error;
    end = move.to + move.bytes;
  }
  return 0;
}

}  // namespace

void Layout::add(const Move& move) {
  if (move.bytes == 0) return;
  if (!moves.empty()) {
    Move& last = moves.back();
    const bool is_next = last.from + last.bytes == move.from && last.to + last.bytes == move.to;
    if (is_next) {
      last.bytes += move.bytes;
      return;
    }
  }
  moves.push_back(move);
}

bool Layout::stays(std::int64_t file_bytes) const {
  return bytes() >= file_bytes && std::ranges::none_of(moves, is_moved);
}

Layout layout_of(std::span<const Span> spans, Holes holes) {
  Layout layout;
  for (const Span& span : spans) {
    if (!span.is_in_file() && holes == Holes::stop) break;
    if (!span.is_in_file()) continue;
    const std::int64_t to = holes == Holes::skip ? layout.bytes() : span.offset;
    layout.add({span.offset, to, span.bytes});
  }
  return layout;
}

int layout_of_data(int fd, std::int64_t file_bytes, std::int64_t up, Layout& layout) {
  layout.moves.clear();
  std::int64_t end = 0;
  while (end < file_bytes) {
    const std::int64_t begin = ::lseek(fd, end, SEEK_DATA);
    if (begin < 0) return errno == ENXIO ? 0 : errno;  // ENXIO: only a hole is left
    end = ::lseek(fd, begin, SEEK_HOLE);
    if (end < 0) return errno;
    layout.add({begin, begin + up, end - begin});
  }
  return 0;
}

int rearrange(int fd, std::int64_t file_bytes, const Layout& layout) {
  if (std::ranges::any_of(layout.moves, is_moved)) {
    if (const int error = move_all(fd, layout.moves)) return error;
    if (const int error = clear_between(fd, file_bytes, layout.moves)) return error;
  }
  if (layout.bytes() >= file_bytes) return 0;
  return ::ftruncate(fd, layout.bytes()) == 0 ? 0 : errno;
}

}  // namespace flowstat
