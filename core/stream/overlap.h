#pragma once

#include <algorithm>
#include <vector>

#include "core/base/result.h"
#include "core/stream/byte_stream.h"

namespace flowstat {

/// Whose octets a stream has where packets differ.
enum class Overlap : std::uint8_t { first, last };

/// Puts pieces where their stream's octets are kept, comparing those that came again.
///
/// Store has write(offset, bytes), which gives a Status, and read_back(offset, span), a
/// Result<bool>: false where nobody knows what is there, and nothing is compared.
template <class Store>
class PieceWriter {
 public:
  explicit PieceWriter(Overlap overlap) : overlap_(overlap) {}

  /// Stores `pieces`, which `stream` made of `packet`. Error: that of the store.
  Status write(const Packet& packet, const Pieces& pieces, ByteStream& stream, Store store) {
    for (const Piece& piece : pieces.list) {
      const Status status = piece.is_again ? compare(packet, piece, stream, store)
                                           : store.write(piece.offset, piece.bytes);
      if (!status.ok()) return status;
    }
    return kOk;
  }

 private:
  Status compare(const Packet& packet, const Piece& piece, ByteStream& stream, Store& store) {
    there_.resize(piece.bytes.size());
    const Result<bool> is_known = store.read_back(piece.offset, there_);
    if (!is_known.ok()) return is_known.error();
    if (!is_known.value()) return kOk;
    const Bytes there(there_);
    const auto differ = std::ranges::mismatch(there, piece.bytes);
    if (differ.in1 == there.end()) return kOk;
    const auto from = static_cast<std::size_t>(differ.in1 - there.begin());
    std::size_t end = there.size();
    while (there[end - 1] == piece.bytes[end - 1]) --end;
    const std::int64_t offset = piece.offset + static_cast<std::int64_t>(from);
    const Bytes old = there.subspan(from, end - from);
    const Bytes fresh = piece.bytes.subspan(from, end - from);
    if (overlap_ == Overlap::first) {
      stream.note_conflict(packet, offset, old, fresh);
      return kOk;
    }
    stream.note_conflict(packet, offset, fresh, old);
    return store.write(offset, fresh);
  }

  Overlap overlap_;
  std::vector<std::uint8_t> there_;
};

}  // namespace flowstat
