#include "core/dissect/row_message.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace flowstat::dissect {

namespace {

enum class Kind : std::uint32_t { rows = 1, end = 2 };

/// What each message begins with.
struct Header {
  Kind kind = Kind::rows;
  std::uint32_t cause = 0;  // of an end
  std::uint64_t bytes = 0;  // that follow
};

/// What stands before the buffers of a column.
struct ColumnHeader {
  std::uint64_t rows = 0;
  std::int64_t nulls = 0;
  std::uint64_t validity_bytes = 0;
  std::uint64_t offset_bytes = 0;
  std::uint64_t value_bytes = 0;
};

/// A message is never longer: what claims to be is damaged. A row may be as large as a reassembled
/// transfer.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 31;
constexpr std::size_t kReadBytes = 1'048'576;

using Octets = PodArray<std::uint8_t>;

void append(Octets& to, const void* from, std::size_t bytes) {
  to.append(static_cast<const std::uint8_t*>(from), bytes);
}

void append_column(const Column& column, Octets& to) {
  if (column.is_list()) append_column(column.items(), to);
  const Bytes validity = column.validity_bytes();
  const Bytes offsets = column.offset_bytes();
  const Bytes values = column.value_bytes();
  const ColumnHeader header{column.size(), column.null_count(), validity.size(), offsets.size(),
                            values.size()};
  append(to, &header, sizeof header);
  for (const Bytes part : {validity, offsets, values}) append(to, part.data(), part.size());
}

Status write_all(int to, Bytes octets) {
  while (!octets.empty()) {
    const ssize_t written = write(to, octets.data(), octets.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Error{"nobody reads any more", Cause::broken_pipe};
    octets = octets.subspan(static_cast<std::size_t>(written));
  }
  return kOk;
}

/// Takes a T off the front of `octets`; false if there is none.
template <class T>
bool take_off(Bytes& octets, T& to) {
  if (octets.size() < sizeof to) return false;
  std::memcpy(&to, octets.data(), sizeof to);
  octets = octets.subspan(sizeof to);
  return true;
}

bool take_off(Bytes& octets, std::uint64_t count, Bytes& to) {
  if (octets.size() < count) return false;
  to = octets.first(count);
  octets = octets.subspan(count);
  return true;
}

bool load_column(Bytes& octets, Column& to) {
  if (to.is_list() && !load_column(octets, to.items())) return false;
  ColumnHeader header;
  Bytes validity;
  Bytes offsets;
  Bytes values;
  return take_off(octets, header) && header.rows <= kMostBytes &&
         take_off(octets, header.validity_bytes, validity) &&
         take_off(octets, header.offset_bytes, offsets) &&
         take_off(octets, header.value_bytes, values) &&
         to.load(header.rows, header.nulls, validity, offsets, values);
}

}  // namespace

Status RowSender::take(const Rows& rows) {
  Octets message;
  Header header;
  append(message, &header, sizeof header);
  append_column(rows.packets, message);
  for (const Column& column : rows.fields.columns) append_column(column, message);
  header.bytes = message.size() - sizeof header;
  std::memcpy(message.data(), &header, sizeof header);
  return write_all(pipe_, message.view());
}

Status RowSender::end(const Status& ended) {
  const std::string words = ended.ok() ? "" : ended.error().message;
  const Header header{Kind::end,
                      ended.ok() ? 0 : 1 + static_cast<std::uint32_t>(ended.error().cause),
                      words.size()};
  Octets message;
  append(message, &header, sizeof header);
  append(message, words.data(), words.size());
  return write_all(pipe_, message.view());
}

RowReceiver::RowReceiver(std::span<const ColumnSpec> columns) {
  rows_.fields = make_batch(columns);
}

RowReceiver::Got RowReceiver::receive(int pipe) {
  for (;;) {
    const bool has_header = octets_.size() >= sizeof(Header);
    if (has_header && wanted_ == 0) {
      Header header;
      std::memcpy(&header, octets_.data(), sizeof header);
      if (header.bytes > kMostBytes) return Got::gone;
      wanted_ = sizeof header + header.bytes;
    }
    if (wanted_ > 0 && octets_.size() == wanted_) {
      Header header;
      std::memcpy(&header, octets_.data(), sizeof header);
      const bool is_end = header.kind == Kind::end;
      const bool is_good = is_end || load();
      if (is_end && header.cause > 0)
        ended_ = Error{std::string(reinterpret_cast<const char*>(octets_.data()) + sizeof header,
                                   header.bytes),
                       static_cast<Cause>(header.cause - 1)};
      octets_.clear();
      wanted_ = 0;
      return is_end ? Got::end : is_good ? Got::rows : Got::gone;
    }
    // No more than was announced is asked for, and memory is taken as octets come.
    const std::size_t missing = (wanted_ == 0 ? sizeof(Header) : wanted_) - octets_.size();
    const std::size_t before = octets_.size();
    const std::size_t asked = std::min(missing, kReadBytes);
    std::uint8_t* const to = octets_.extend(asked);
    const ssize_t got = read(pipe, to, asked);
    octets_.shrink_to(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return Got::gone;
    if (got < 0 && errno == EAGAIN) return Got::nothing_yet;
    if (got < 0 && errno != EINTR) return Got::gone;
  }
}

bool RowReceiver::load() {
  Bytes octets = octets_.view().subspan(sizeof(Header));
  if (!load_column(octets, rows_.packets)) return false;
  for (Column& column : rows_.fields.columns)
    if (!load_column(octets, column) || column.size() != rows_.packets.size()) return false;
  return octets.empty();
}

}  // namespace flowstat::dissect
