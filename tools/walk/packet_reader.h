#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/capture/source.h"
#include "core/flow/keys.h"
#include "core/packet/decode.h"
#include "tools/walk/selection.h"

namespace flowstat::walk {

/// Frames, the packets in them, and which of these are wanted.
struct ReadBatch {
  FrameBatch frames;
  PacketBatch every;              ///< Empty where only the wanted ones were asked for.
  PacketBatch chosen;             ///< Where not all are wanted.
  std::vector<Frame> chosen_frames;  ///< That `chosen` borrows, if only these were decoded.
  std::vector<std::size_t> rows;  ///< Of the chosen ones among the frames.
  bool is_choosy = false;
  /// Of every packet if all are decoded, else of the wanted ones; or left to who takes the batch.
  std::vector<Key> keys;
  Progress progress;   ///< Of the source, when this batch had been read.
  Status ended = kOk;  ///< How reading ended, once there are no more frames.

  const PacketBatch& wanted() const { return is_choosy ? chosen : every; }
};

/// What a reader makes of the frames.
struct Reading {
  bool decodes_every = false;              ///< Frames that are not wanted are decoded too.
  std::optional<TupleHasher> hasher = {};  ///< Of the keys, where anybody wants them.
};

/// Reads a source and decodes its packets.
///
/// Where reading never waits for somebody who writes, a thread of its own reads ahead: decoding
/// and what follows it take about as long, so two cores do them in half the time. Batches circle
/// between the threads, and the leases in them are given back where they were taken. A reader that
/// is ahead makes keys as well, which keeps both threads busy whichever has more to do.
class PacketReader {
 public:
  /// `source` must outlive the reader.
  /// Error: the system gives no thread.
  static Result<std::unique_ptr<PacketReader>> start(Source& source, Selection selection,
                                                     Reading reading);
  ~PacketReader();

  /// The next batch; good until the next call. One without frames is the last.
  ReadBatch& next();

 private:
  /// One is read, one is used, and two lie between, so that neither side often waits for the other.
  static constexpr std::size_t kBatches = 4;

  PacketReader(Source& source, Selection selection, Reading reading)
      : source_(source), selection_(std::move(selection)), reading_(std::move(reading)) {}

  void read_ahead();
  void fill(ReadBatch& batch);
  bool is_ahead();
  Status read(ReadBatch& batch);
  ReadBatch& at(std::size_t count) { return batches_[count % kBatches]; }

  Source& source_;
  Selection selection_;
  Reading reading_;
  std::array<ReadBatch, kBatches> batches_;

  std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::size_t filled_ = 0;  // batches so far; batch n lies at(n)
  std::size_t used_ = 0;    // batches that were asked for; the last of them is in use
  bool is_stopping_ = false;
  std::thread thread_;  // none where reading may wait
};

}  // namespace flowstat::walk
