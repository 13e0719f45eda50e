#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/stream/file_layout.h"
#include "core/stream/open_files.h"
#include "core/stream/segment_queues.h"
#include "core/stream/span.h"
#include "core/stream/stream_folder.h"
#include "core/stream/writer_shares.h"
#include "core/stream/writer_threads.h"

namespace flowstat {

/// The octets of very many streams on their way to files below one folder, each at its offset.
///
/// Offsets are those of the stream and may be negative while its base is not known; close() says
/// where it begins. Until finish(), a file INCOMPLETE in the folder says that it is; without
/// finish() it remains if anything was made. The folder's
/// files are made with the first octet written, never through a symbolic link.
/// Errors of all: what the system says of the file, such as "cannot write out/x: No space left on
/// device"; it exists already and nothing is to be overwritten. SIGXFSZ should be ignored, so that
/// a file too large is an error too. After an error nothing but the destructor is of use.
///
/// Small files, of which all octets are there when their stream is over, are made by threads beside
/// the caller's. What is wrong with one comes out at a later close(), or by flush() at the latest.
class StreamFiles {
 public:
  struct Options {
    std::string folder;
    bool overwrites = false;
    Holes holes = Holes::sparse;
    std::size_t most_open = 0;  ///< Descriptors; 0: all that the system allows, but a reserve.
  };
  using File = std::uint32_t;

  /// Makes the folder and what is missing above it, and raises RLIMIT_NOFILE as far as allowed.
  /// Errors: the folder holds what a former run left incomplete, unless options.overwrites.
  static Result<std::unique_ptr<StreamFiles>> open(const Options& options);
  StreamFiles(const StreamFiles&) = delete;
  StreamFiles& operator=(const StreamFiles&) = delete;
  /// Needs: what was taken since the last flush() is still there.
  ~StreamFiles();

  /// A new file of this path below the folder; '/' makes folders. Needs: no other has it.
  /// Its first write fails if the path has a ".." or no name at its end.
  File add(std::string path);

  /// Takes octets to be written at `offset`, over those written there before. Borrows them until
  /// flush() returns: what follows on in a file is gathered into one write.
  /// Needs: the file is not closed, as do all that take one.
  Status write(File file, std::int64_t offset, Bytes bytes);

  /// Sets `to` to what was written at `offset`. Needs: all of it was.
  Status read_back(File file, std::int64_t offset, std::span<std::uint8_t> to);

  /// Writes all that was taken, of all files.
  Status flush();

  /// The stream is over. Octet `base` becomes the first of the file, and those before it are cut
  /// off; `spans` say what there is from it on, without gaps. The file ends behind the last octet
  /// that the capture has, and is removed if there is none. It was modified at `time_ns`, unless
  /// that is Frame::kNoTime.
  Status close(File file, std::int64_t base, std::span<const Span> spans, std::int64_t time_ns);

  /// All is written: flushes and removes the mark.
  Status finish();

 private:
  struct Entry {
    std::string path;        // empty once closed
    std::int64_t shift = 0;  // offset of the first octet of the file as it is now
    std::int64_t end = 0;    // offset behind its last
    OpenFiles::Slot slot = OpenFiles::kNone;
    SegmentQueues::Id queue = SegmentQueues::kNone;
    bool is_created = false;  // shift and end count from then on
    std::uint8_t shifts = 0;  // how often it was moved up, as far as that matters

    std::int64_t file_bytes() const { return end - shift; }
  };

  StreamFiles(StreamFolder folder, const Options& options, const WriterShares& shares);

  Status write_all();
  bool has_segments(const Entry& entry) const;
  Status write_queue(Entry& entry);
  Status write_from(Entry& entry, std::int64_t begin);
  Status write_whole(Entry& entry, std::int64_t base, Layout layout, std::int64_t time_ns);
  void start_writers();
  Status settle(WriterBatch& batch);
  Status settle_all();
  int make_room(Entry& entry, int fd, std::int64_t lowest);
  Status lay_out(Entry& entry, const Layout& layout);
  Status set_time(const Entry& entry, std::int64_t time_ns);
  Status forget(Entry& entry);
  Result<int> descriptor(Entry& entry);
  Result<int> open_file(const std::string& path, bool is_new);
  bool spare_descriptors();
  Status close_descriptor(Entry& entry);
  Status close_oldest();
  Status done(const std::string& path, int error) const;

  StreamFolder folder_;
  const Holes holes_;
  const WriterShares shares_;
  bool is_finished_ = false;
  bool has_started_ = false;  // the writers
  std::vector<Entry> entries_;
  SegmentQueues queues_;
  OpenFiles open_;
  std::unique_ptr<WriterBatch> batch_;  // to be handed over when it is full
  WriterThreads writers_;
};

}  // namespace flowstat
