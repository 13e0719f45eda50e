#pragma once

#include <sys/uio.h>

#include <cstdint>
#include <string>

#include "core/base/pod_array.h"
#include "core/stream/file_layout.h"
#include "core/stream/segment_queues.h"
#include "core/stream/stream_folder.h"

namespace flowstat {

/// A file that is made, filled and closed in one go, on any thread. The octets are borrowed. Memory
/// is kept for the next job.
class WriterJob {
 public:
  static constexpr int kNotBegun = -1;

  std::string path;
  std::int64_t time_ns = 0;  ///< Of modification, or Frame::kNoTime.
  int error = kNotBegun;     ///< Then 0, or the system's error number.
  int time_error = 0;        ///< Of setting its time, which does not spoil the file.
  bool is_made = false;      ///< The file is there, whatever is in it.

  /// There is another file to be made, and nothing in it.
  void reset(std::string path_of_file);
  /// Adds octets, which go to run.offset - `base` in the file, over those added before.
  void add(const SegmentQueues::Run& run, std::int64_t base);
  /// How the octets must lie in the end. Needs: all are added.
  void lay_out(Layout layout);

  /// Fills and closes a new file; sets the error.
  void write_to(int fd);
  /// Makes the file as well. Not begun afterwards if there are no descriptors left.
  void write_in(StreamFolder& folder);

 private:
  struct Run {
    std::int64_t offset = 0;
    std::size_t pieces = 0;
  };

  int fill(int fd);

  PodArray<iovec> pieces_;  // of all runs, one behind the other
  PodArray<Run> runs_;
  std::int64_t file_bytes_ = 0;
  Layout layout_;
  bool is_laid_out_ = true;  // by writing alone
};

/// True for an error number that means: no descriptors are left.
bool is_out_of_descriptors(int error);

}  // namespace flowstat
