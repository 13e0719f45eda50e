#pragma once

#include <cstdint>
#include <memory>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/capture/block.h"
#include "core/capture/input.h"

namespace flowstat {

/// A view that moves along an Input and always lies in one piece of memory.
///
/// What is viewed lies in a Block and stays valid for as long as its lease is held, also when the
/// window has moved on.
class Window {
 public:
  /// The most that want() can ask for: a frame with every header around it.
  static constexpr std::size_t kMostWanted = kMostFrameBytes + 4096;

  explicit Window(std::unique_ptr<Input> input) : input_(std::move(input)), block_(pool_.take()) {}

  /// What can be seen without reading.
  Bytes view() const { return {block_->octets.get() + begin_, end_ - begin_}; }
  /// Lease on the block that view() lies in.
  const Lease& lease() const { return block_; }
  /// Of the view's first octet, in decompressed bytes from the start.
  std::int64_t offset() const { return offset_; }
  /// True if reading more may have to wait for a writer at the other end.
  bool may_wait() const { return last_read_was_short_; }

  /// Reads until the view has `bytes` octets or the input ends; the view may move to another block.
  /// Needs: bytes <= kMostWanted. Error: that of the input; what was read before is in view.
  Status want(std::size_t bytes);

  /// Moves the view on. Needs: bytes <= view().size().
  void skip(std::size_t bytes) {
    begin_ += bytes;
    offset_ += static_cast<std::int64_t>(bytes);
  }
  /// Moves the view on by any number of octets, reading and forgetting them; gives how many there
  /// were.
  Result<std::uint64_t> skip_far(std::uint64_t bytes);

  const Input& input() const { return *input_; }

 private:
  void move_to_fresh_block();

  std::unique_ptr<Input> input_;
  BlockPool pool_;
  Lease block_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::int64_t offset_ = 0;
  bool last_read_was_short_ = false;
};

}  // namespace flowstat
