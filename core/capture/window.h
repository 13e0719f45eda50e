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
/// window has moved on. Over a mapped file there is nothing to read: all that is left is in view,
/// and stays as long as the window.
class Window {
 public:
  /// The most that want() can ask for: a frame with every header around it.
  static constexpr std::size_t kMostWanted = kMostFrameBytes + 4096;

  explicit Window(std::unique_ptr<Input> input);

  /// What can be seen without reading.
  Bytes view() const { return {begin_, end_}; }
  /// Lease on the block that view() lies in; nullptr if octets_stay().
  const Lease& lease() const { return block_; }
  /// True if all that ever was in view stays as long as the window.
  bool octets_stay() const { return mapping_ != nullptr; }
  /// Of the view's first octet, in decompressed bytes from the start.
  std::int64_t offset() const { return offset_; }
  /// True if reading more may have to wait for a writer at the other end.
  bool may_wait() const { return last_read_was_short_; }

  /// Reads until the view has `bytes` octets or the input ends; the view may move to another block.
  /// Needs: bytes <= kMostWanted. Error: that of the input; what was read before is in view.
  Status want(std::size_t bytes);

  /// Makes sure, as far as it goes, that what is in view can be touched: once a batch.
  /// Errors: those of MappedFile::check().
  Status check() {
    if (mapping_ == nullptr || view().empty()) return kOk;
    return mapping_->check(static_cast<std::size_t>(offset_));
  }

  /// Has the processor fetch what lies a page ahead: once a record. A record tells where the next
  /// one is, so that there would be a wait for memory at each. Measured: walking a mapped pcap file
  /// takes 55 to 77 % of the time without, reading one 95 %; half a page is slower, two are no
  /// better.
  void fetch_ahead() const {
    constexpr std::uintptr_t kAheadBytes = 4096;
    const auto ahead = reinterpret_cast<std::uintptr_t>(begin_) + kAheadBytes;
    __builtin_prefetch(reinterpret_cast<const void*>(ahead));  // does nothing behind the end
  }

  /// Moves the view on. Needs: bytes <= view().size().
  void skip(std::size_t bytes) {
    begin_ += bytes;
    offset_ += static_cast<std::int64_t>(bytes);
  }
  /// Moves the view on by any number of octets, reading and forgetting them; gives how many there
  /// were.
  Result<std::uint64_t> skip_far(std::uint64_t bytes);

  /// Octets taken so far from the file as it lies on disk; of a mapped one what the view has left
  /// behind.
  std::int64_t taken_bytes() const { return octets_stay() ? offset_ : input_->taken_bytes(); }
  /// Size of the file as it lies on disk; 0 if unknown.
  std::int64_t total_bytes() const { return input_->total_bytes(); }

 private:
  void show(Bytes bytes);
  void move_to_fresh_block();

  std::size_t used() const { return static_cast<std::size_t>(end_ - block_->octets.get()); }

  std::unique_ptr<Input> input_;
  MappedFile* mapping_;  // of input_, if it has one
  BlockPool pool_;
  Lease block_;                          // if there is no mapping
  const std::uint8_t* begin_ = nullptr;  // of what is in view, in the block or the mapping
  const std::uint8_t* end_ = nullptr;
  std::int64_t offset_ = 0;
  bool last_read_was_short_ = false;
};

}  // namespace flowstat
