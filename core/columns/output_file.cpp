#include "core/columns/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "core/base/descriptor.h"
#include "core/base/pod_array.h"

namespace flowstat {

namespace {

constexpr std::size_t kBufferBytes = 262'144;
/// A table of some ten thousand rows.
constexpr off_t kReservedBytes = 1 << 20;

Error exists(const std::string& path) {
  return {"cannot write " + path + ": it exists already; --force overwrites it"};
}

/// Octets on their way to a descriptor, gathered into writes of at least kBufferBytes.
class DescriptorSink : public ByteSink {
 public:
  DescriptorSink(int fd, std::string name) : fd_(fd), name_(std::move(name)) {
    held_.reserve(kBufferBytes);
  }
  ~DescriptorSink() override { close_descriptor(); }

  Status write(Bytes bytes) override {
    if (held_.size() + bytes.size() > kBufferBytes)
      if (Status flushed = flush(); !flushed.ok()) return flushed;
    if (bytes.size() >= kBufferBytes) return done(write_all(fd_, bytes));
    held_.append(bytes.data(), bytes.size());
    return kOk;
  }

  Status flush() override {
    const int error = write_all(fd_, held_.view());
    held_.clear();
    return done(error);
  }

  Status close() override {
    if (Status flushed = flush(); !flushed.ok()) return flushed;
    return done(close_descriptor());
  }

 protected:
  int fd() const { return fd_; }
  const std::string& name() const { return name_; }
  Status done(int error) const { return error == 0 ? kOk : Status(failed(error)); }
  Error failed(int error) const { return system_error("write", name_, error); }

 private:
  /// Standard output stays open: it is not ours. Network file systems report a full disk here.
  int close_descriptor() {
    const int fd = fd_;
    fd_ = -1;
    if (fd <= STDERR_FILENO) return 0;
    return ::close(fd) == 0 || errno == EINTR ? 0 : errno;
  }

  int fd_;
  std::string name_;
  PodArray<std::uint8_t> held_;
};

/// A regular file, written under `part` until it is complete.
class FileSink : public DescriptorSink {
 public:
  FileSink(int fd, std::string path, std::string part, Overwrite overwrite)
      : DescriptorSink(fd, std::move(path)), part_(std::move(part)), overwrite_(overwrite) {}
  ~FileSink() override {
    if (!part_.empty()) ::unlink(part_.c_str());
  }

  /// Sets room aside, where the file system can.
  void reserve(off_t bytes) {
    has_reserved_ = ::fallocate(fd(), FALLOC_FL_KEEP_SIZE, 0, bytes) == 0;
  }

  Status close() override {
    if (Status flushed = flush(); !flushed.ok()) return flushed;
    if (has_reserved_ && ::ftruncate(fd(), ::lseek(fd(), 0, SEEK_CUR)) != 0) return done(errno);
    if (Status written = DescriptorSink::close(); !written.ok()) return written;
    const int error = overwrite_ == Overwrite::yes ? rename() : rename_unless_there();
    return error == EEXIST ? Status(exists(name())) : done(error);
  }

 private:
  int rename() {
    if (std::rename(part_.c_str(), name().c_str()) != 0) return errno;
    part_.clear();
    return 0;
  }

  int rename_unless_there() {
    // link() fails where the name is taken, rename() would replace it.
    if (::link(part_.c_str(), name().c_str()) == 0) {
      ::unlink(part_.c_str());
      part_.clear();
      return 0;
    }
    if (errno == EEXIST) return EEXIST;
    // A file system without links (FAT): a file that appears between these two calls is lost.
    struct stat there {};
    return ::lstat(name().c_str(), &there) == 0 ? EEXIST : rename();
  }

  std::string part_;  // empty once it has its final name
  Overwrite overwrite_;
  bool has_reserved_ = false;
};

/// "dir/.x.parquet.k3v9qa.part" for "dir/x.parquet": in the same folder, so that rename() can be.
/// `salt` keeps two writers apart; O_EXCL makes sure.
std::string part_name(const std::string& path, std::uint64_t salt) {
  constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz012345";
  constexpr std::size_t kMostBaseBytes = 200;  // NAME_MAX is 255
  const std::size_t base = path.rfind('/') + 1;
  std::string name = path.substr(0, base) + "." + path.substr(base, kMostBaseBytes) + ".";
  std::uint64_t bits = salt * 0x9e3779b97f4a7c15;
  for (int i = 0; i < 6; ++i, bits <<= 5) name += kLetters[bits >> 59];
  return name + ".part";
}

/// `mode` is that of the file to be replaced, or what the umask leaves of 0666.
Result<std::unique_ptr<FileSink>> open_file(const std::string& path, Overwrite overwrite,
                                            std::optional<mode_t> mode) {
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  const auto salt = static_cast<std::uint64_t>(now) ^ static_cast<std::uint64_t>(::getpid()) << 40;
  for (std::uint64_t attempts = 0;; ++attempts) {
    std::string part = part_name(path, salt + attempts);
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0 && mode) ::fchmod(fd, *mode & 07777);  // where that is refused ours will do
    if (fd >= 0) return std::make_unique<FileSink>(fd, path, std::move(part), overwrite);
    if (errno != EEXIST || attempts == 100) return system_error("write", path, errno);
  }
}

Result<std::unique_ptr<ByteSink>> as_sink(Result<std::unique_ptr<FileSink>> file) {
  if (!file.ok()) return file.error();
  return std::unique_ptr<ByteSink>(std::move(file.value()));
}

Result<std::unique_ptr<ByteSink>> open_directly(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return system_error("write", path, errno);
  return std::unique_ptr<ByteSink>(new DescriptorSink(fd, path));
}

/// Where the links of `path` end, so that a link to an output stays one.
std::string resolved(const std::string& path) {
  char* const real = ::realpath(path.c_str(), nullptr);
  const std::string found = real == nullptr ? path : real;
  std::free(real);
  return found;
}

}  // namespace

Result<std::unique_ptr<ByteSink>> open_output(const std::string& path, Overwrite overwrite) {
  if (path == "-" || path == "/dev/stdout")
    return std::unique_ptr<ByteSink>(new DescriptorSink(STDOUT_FILENO, "standard output"));
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0) {
    // A link to nowhere takes the name too.
    if (overwrite == Overwrite::no && ::lstat(path.c_str(), &there) == 0) return exists(path);
    return as_sink(open_file(path, overwrite, std::nullopt));
  }
  if (S_ISDIR(there.st_mode)) return system_error("write", path, EISDIR);
  if (!S_ISREG(there.st_mode)) return open_directly(path);
  if (overwrite == Overwrite::no) return exists(path);
  return as_sink(open_file(resolved(path), overwrite, there.st_mode));
}

Result<std::unique_ptr<ByteSink>> open_output_in_folder(const std::string& path,
                                                        Overwrite overwrite) {
  struct stat there {};
  const bool is_there = ::lstat(path.c_str(), &there) == 0;
  if (is_there && S_ISDIR(there.st_mode)) return system_error("write", path, EISDIR);
  if (is_there && overwrite == Overwrite::no) return exists(path);
  auto file = open_file(path, overwrite, std::nullopt);
  if (file.ok()) file.value()->reserve(kReservedBytes);
  return as_sink(std::move(file));
}

}  // namespace flowstat
