#include "core/stream/writer_job.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

#include "core/base/frame.h"
#include "core/stream/file_octets.h"
#include "core/stream/file_time.h"

namespace flowstat {

void WriterJob::reset(std::string path_of_file) {
  path = std::move(path_of_file);
  time_ns = Frame::kNoTime;
  error = kNotBegun;
  time_error = 0;
  is_made = false;
  pieces_.clear();
  runs_.clear();
  file_bytes_ = 0;
  is_laid_out_ = true;
}

void WriterJob::add(const SegmentQueues::Run& run, std::int64_t base) {
  pieces_.append(run.pieces.data(), run.pieces.size());
  runs_.push_back({run.offset - base, run.pieces.size()});
  file_bytes_ = std::max(file_bytes_, run.end - base);
}

void WriterJob::lay_out(Layout layout) {
  is_laid_out_ = layout.stays(file_bytes_);
  if (!is_laid_out_) layout_ = std::move(layout);
}

/// Nobody could catch what a thread throws, so want of memory is an error number too.
void WriterJob::write_to(int fd) {
  is_made = true;
  try {
    error = fill(fd);
  } catch (const std::bad_alloc&) {
    error = ENOMEM;
  }
  // Network file systems report a full disk here.
  const bool is_closed = ::close(fd) == 0 || errno == EINTR;
  if (error == 0 && !is_closed) error = errno;
}

void WriterJob::write_in(StreamFolder& folder) {
  int fd = -ENOMEM;
  try {
    fd = folder.create(path);
  } catch (const std::bad_alloc&) {
  }
  if (fd >= 0)
    write_to(fd);
  else
    error = is_out_of_descriptors(-fd) ? kNotBegun : -fd;
}

int WriterJob::fill(int fd) {
  std::size_t first = 0;
  for (const Run& run : runs_.view()) {
    if (const int failed = write_at(fd, {pieces_.data() + first, run.pieces}, run.offset))
      return failed;
    first += run.pieces;
  }
  if (!is_laid_out_)
    if (const int failed = rearrange(fd, file_bytes_, layout_)) return failed;
  if (time_ns != Frame::kNoTime && ::futimens(fd, file_times(time_ns).data()) != 0)
    time_error = errno;
  return 0;
}

bool is_out_of_descriptors(int error) {
  return error == EMFILE || error == ENFILE;
}

}  // namespace flowstat
