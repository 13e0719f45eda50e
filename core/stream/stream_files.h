#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/stream/broken_files.h"
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
/// Errors of all: a file exists already and nothing is to be overwritten, or it is spared; its path
/// is none; it cannot be read back. After an error nothing but the destructor is of use.
///
/// A file that the system does not let us write, as on a full disk, is broken, and the others are
/// not: it ends before the first octet of what could not be written, which is up to
/// SegmentQueues::kMostBytes, however many came after it. A file of which all waited is then not
/// there at all. finish() gives the system's words, such as "cannot write out/x: No space left on
/// device". SIGXFSZ should be ignored, so that this holds for a file too large too.
///
/// Small files, of which all octets are there when their stream is over, are made by threads beside
/// the caller's. What is wrong with one comes out at a later close(), or by settle() at the latest.
class StreamFiles {
 public:
  struct Options {
    std::string folder;
    bool overwrites = false;
    Holes holes = Holes::sparse;
    std::vector<std::string> spared = {};  ///< Files that are not overwritten all the same.
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

  /// What is written to the file is no more than noted.
  bool is_broken(File file) const { return entries_[file].is_broken; }

  /// Sets `to` to what was written at `offset`; false if nobody knows, as the file is broken.
  /// Needs: all of it was.
  Result<bool> read_back(File file, std::int64_t offset, std::span<std::uint8_t> to);

  /// Writes all that was taken, of all files.
  Status flush();

  /// The stream is over. Octet `base` becomes the first of the file, and those before it are cut
  /// off; `spans` say what there is from it on, without gaps. The file ends behind the last octet
  /// that the capture has, and is removed if there is none. It was modified at `time_ns`, unless
  /// that is Frame::kNoTime.
  Status close(File file, std::int64_t base, std::span<const Span> spans, std::int64_t time_ns);

  /// Waits for the threads, so that all is known of files that are closed.
  Status settle();
  /// Removes a file that is closed, if it is there. Needs: settle() since then.
  Status remove(const std::string& path);
  /// Size of a file that was broken and is closed, 0 if there is none; nothing of any other.
  std::optional<std::int64_t> bytes_of_broken(const std::string& path) const {
    return broken_.bytes_of(path);
  }

  /// All is written: flushes and removes the mark. Error: the first of any file, and how many more
  /// there are. Then the mark stays.
  Status finish();

 private:
  struct Entry {
    std::string path;        // empty once closed
    std::int64_t shift = 0;  // offset of the first octet of the file as it is now
    std::int64_t end = 0;    // offset behind its last
    OpenFiles::Slot slot = OpenFiles::kNone;
    SegmentQueues::Id queue = SegmentQueues::kNone;
    bool is_created = false;  // shift and end count from then on
    bool is_broken = false;
    std::uint8_t shifts = 0;  // how often it was moved up, as far as that matters

    std::int64_t file_bytes() const { return end - shift; }
  };

  StreamFiles(StreamFolder folder, const Options& options, const WriterShares& shares);

  /// Offset at which a file breaks that is worth nothing at all.
  static constexpr std::int64_t kFromStart = INT64_MIN / 2;

  Status write_all();
  bool has_segments(const Entry& entry) const;
  Status write_queue(Entry& entry);
  Status write_from(Entry& entry, std::int64_t begin);
  Status write_whole(Entry& entry, std::int64_t base, Layout layout, std::int64_t time_ns);
  void start_writers();
  Status settle(WriterBatch& batch);
  int make_room(Entry& entry, int fd, std::int64_t lowest);
  void complete(Entry& entry, Layout& layout, std::int64_t time_ns);
  int lay_out(Entry& entry, const Layout& layout);
  int set_time(const Entry& entry, std::int64_t time_ns);
  void forget(Entry& entry);
  int descriptor(Entry& entry);
  int open_file(const std::string& path, bool is_new);
  bool spare_descriptors();
  int close_descriptor(Entry& entry);
  void close_oldest() { close_descriptor(entries_[open_.file_of(open_.oldest())]); }
  File file_of(const Entry& entry) const { return static_cast<File>(&entry - entries_.data()); }
  Status failed(Entry& entry, std::int64_t from, int error);
  void break_from(Entry& entry, std::int64_t from, int error);
  void note(const std::string& path, int error);

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
  BrokenFiles broken_;
};

}  // namespace flowstat
