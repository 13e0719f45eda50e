#include "core/capture/input.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/base/bytes.h"
#include "core/capture/decompress.h"

namespace flowstat {

namespace {

/// Only a signal that the program handles breaks off a call, and it handles those that end it.
Error interrupted() {
  return {"interrupted", Cause::interrupted};
}

/// A file descriptor whose first octets can be looked at before they are read.
class FileInput : public Input {
 public:
  FileInput(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {
    struct stat about {};
    if (fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode)) total_bytes_ = about.st_size;
  }
  ~FileInput() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }

  Status look() {
    while (looked_.size() > looked_bytes_) {
      const auto got = read_some(looked_.data() + looked_bytes_, looked_.size() - looked_bytes_);
      if (!got.ok()) return got.error();
      if (got.value() == 0) break;
      looked_bytes_ += got.value();
    }
    return kOk;
  }
  /// Has the file mapped, if that can be done.
  void map() { mapping_ = MappedFile::map(descriptor_, name_); }
  Bytes looked() const { return Bytes(looked_).first(looked_bytes_); }

  Result<std::size_t> read(std::uint8_t* to, std::size_t room) override {
    if (handed_ == looked_bytes_) return read_some(to, room);
    const std::size_t count = std::min(room, looked_bytes_ - handed_);
    std::memcpy(to, looked_.data() + handed_, count);
    handed_ += count;
    return count;
  }

  std::int64_t taken_bytes() const override { return taken_bytes_; }
  std::int64_t total_bytes() const override { return total_bytes_; }
  MappedFile* mapping() override { return mapping_.get(); }

 private:
  Result<std::size_t> read_some(std::uint8_t* to, std::size_t room) {
    ssize_t got = ::read(descriptor_, to, room);
    while (got < 0 && errno == EAGAIN) {  // a pipe that its other owner made non-blocking
      pollfd ready{descriptor_, POLLIN, 0};
      if (::poll(&ready, 1, -1) >= 0) got = ::read(descriptor_, to, room);
    }
    if (got < 0 && errno == EINTR) return interrupted();
    if (got < 0) return system_error("read", name_, errno);
    taken_bytes_ += got;
    return static_cast<std::size_t>(got);
  }

  int descriptor_;
  std::string name_;
  std::int64_t taken_bytes_ = 0;
  std::int64_t total_bytes_ = 0;
  std::array<std::uint8_t, 4> looked_{};  // enough for the magic numbers of gzip and zstd
  std::size_t looked_bytes_ = 0;
  std::size_t handed_ = 0;
  std::unique_ptr<MappedFile> mapping_;
};

Result<int> open_descriptor(const CapturePath& capture) {
  const std::string& path = capture.path;
  if (path == "-") return STDIN_FILENO;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == EINTR) return interrupted();  // a FIFO waits for its writer
  if (descriptor < 0) return system_error("open", capture.name, errno);
  struct stat about {};
  if (fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
    ::close(descriptor);
    return Error{"cannot read " + capture.name + ": it is a folder; name the files in it"};
  }
  return descriptor;
}

}  // namespace

Result<std::unique_ptr<Input>> open_input(const CapturePath& capture, FrameLife life) {
  const auto descriptor = open_descriptor(capture);
  if (!descriptor.ok()) return descriptor.error();
  auto file = std::make_unique<FileInput>(descriptor.value(), capture.name);
  if (const Status looked = file->look(); !looked.ok()) return looked.error();
  if (file->looked().empty()) return Error{"cannot read " + capture.name + ": it is empty"};
  const Bytes front = file->looked();
  if (is_gzip(front)) return open_gzip(std::move(file), capture.name);
  if (is_zstd(front)) return open_zstd(std::move(file), capture.name);
  // Where standard input begins is for who opened it to say, so that is read from there on.
  if (life == FrameLife::source && capture.path != "-") file->map();
  return std::unique_ptr<Input>(std::move(file));
}

}  // namespace flowstat
