#include "core/stream/stream_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <utility>

#include "core/stream/file_octets.h"
#include "core/stream/file_time.h"

namespace flowstat {

namespace {

constexpr int kFolder = O_PATH | O_DIRECTORY | O_CLOEXEC;
constexpr int kFile = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY;
constexpr std::string_view kMarkText =
    "The files in this folder are incomplete: the run that writes them has not ended, or broke "
    "off.\n";

/// mkdir -p; 0, or why the first that is missing cannot be made.
int make_folders(const std::string& path) {
  for (std::size_t end = 0; end != std::string::npos;) {
    end = path.find('/', end + 1);
    if (::mkdir(path.substr(0, end).c_str(), 0777) != 0 && errno != EEXIST) return errno;
  }
  return 0;
}

/// `path` without slashes at its end.
std::string trimmed(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

bool is_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('\0') == name.npos;
}

int or_error(int given) {
  return given < 0 ? -errno : given;
}

/// A folder in `folder`, made if it is missing; or -1 and errno.
Descriptor open_folder(int folder, const std::string& name) {
  const int fd = ::openat(folder, name.c_str(), kFolder | O_NOFOLLOW);
  if (fd >= 0 || errno != ENOENT) return Descriptor(fd);
  if (::mkdirat(folder, name.c_str(), 0777) != 0 && errno != EEXIST) return Descriptor();
  return Descriptor(::openat(folder, name.c_str(), kFolder | O_NOFOLLOW));
}

}  // namespace

StreamFolder::StreamFolder(std::string path, Descriptor root, bool overwrites,
                           std::size_t most_open)
    : path_(std::move(path)), root_(std::move(root)), overwrites_(overwrites), kept_(most_open) {}

Result<StreamFolder> StreamFolder::open(std::string path, bool overwrites, std::size_t most_open,
                                        std::span<const std::string> spared) {
  path = trimmed(std::move(path));
  Descriptor root(::open(path.c_str(), kFolder));
  if (root.fd() < 0 && errno == ENOENT) {
    if (const int error = make_folders(path)) return system_error("write", path, error);
    root = Descriptor(::open(path.c_str(), kFolder));
  }
  if (root.fd() < 0) return system_error("write", path, errno);
  StreamFolder folder(std::move(path), std::move(root), overwrites, most_open);
  folder.spare(spared);
  if (Status marked = folder.mark(); !marked.ok()) return marked.error();
  return folder;
}

void StreamFolder::spare(std::span<const std::string> paths) {
  for (const std::string& path : paths) {
    struct stat about {};
    if (::stat(path.c_str(), &about) == 0) spared_.emplace_back(about.st_dev, about.st_ino);
  }
}

Result<StreamFolder> StreamFolder::again(std::size_t most_open) const {
  Descriptor root(::fcntl(root_.fd(), F_DUPFD_CLOEXEC, 0));
  if (root.fd() < 0) return system_error("write", path_, errno);
  StreamFolder folder(path_, std::move(root), overwrites_, most_open);
  folder.spared_ = spared_;
  return folder;
}

Status StreamFolder::mark() {
  constexpr int kNew = kFile | O_CREAT | O_EXCL;
  if (is_spared({root_.fd(), kMark})) return failed("write", kMark, -kSpared);
  has_replaced_mark_ = overwrites_ && ::unlinkat(root_.fd(), kMark, 0) == 0;
  const Descriptor mark(::openat(root_.fd(), kMark, kNew, 0666));
  if (mark.fd() < 0 && errno == EEXIST)
    return Error{"cannot write " + path_ + ": a former run left it incomplete, as the file " +
                 kMark + " in it says (--force overwrites)"};
  if (mark.fd() < 0) return failed("write", kMark, errno);
  iovec text{const_cast<char*>(kMarkText.data()), kMarkText.size()};
  if (const int error = write_at(mark.fd(), {&text, 1}, 0)) return failed("write", kMark, error);
  return kOk;
}

Status StreamFolder::unmark() {
  return ::unlinkat(root_.fd(), kMark, 0) == 0 ? kOk : Status(failed("write", kMark, errno));
}

void StreamFolder::take_back_mark() {
  if (!has_replaced_mark_) ::unlinkat(root_.fd(), kMark, 0);
}

int StreamFolder::create(std::string_view name) {
  const Place place = place_of(name);
  if (place.folder < 0) return place.folder;
  if (place.folder == root_.fd() && leaf_ == kMark) return -EEXIST;
  const auto make = [&] {
    return or_error(::openat(place.folder, place.leaf, kFile | O_CREAT | O_EXCL, 0666));
  };
  int fd = make();
  if (fd == -EEXIST && overwrites_) {
    if (is_spared(place)) return kSpared;
    if (::unlinkat(place.folder, place.leaf, 0) != 0) return -errno;
    has_changed_ = true;
    fd = make();
  }
  has_changed_ |= fd >= 0;
  return fd;
}

bool StreamFolder::is_spared(const Place& place) const {
  struct stat about {};
  if (::fstatat(place.folder, place.leaf, &about, AT_SYMLINK_NOFOLLOW) != 0) return false;
  return std::ranges::find(spared_, std::pair(about.st_dev, about.st_ino)) != spared_.end();
}

int StreamFolder::reopen(std::string_view name) {
  const Place place = place_of(name);
  return place.folder < 0 ? place.folder : or_error(::openat(place.folder, place.leaf, kFile));
}

int StreamFolder::remove(std::string_view name) {
  const Place place = place_of(name);
  return place.folder < 0 ? place.folder : or_error(::unlinkat(place.folder, place.leaf, 0));
}

int StreamFolder::set_time(std::string_view name, std::int64_t time_ns) {
  const Place place = place_of(name);
  if (place.folder < 0) return place.folder;
  const FileTimes times = file_times(time_ns);
  return or_error(::utimensat(place.folder, place.leaf, times.data(), AT_SYMLINK_NOFOLLOW));
}

Error StreamFolder::failed(const std::string& verb, std::string_view name, int error) const {
  const std::string path = (path_ + "/").append(name);
  if (error == EEXIST) return {"cannot write " + path + ": it exists (--force overwrites)"};
  if (error == -kSpared) return {"will not write " + path + ": it is an input", Cause::usage};
  return system_error(verb, path, error == -kBadName ? EINVAL : error);
}

void StreamFolder::close_kept() {
  for (Kept& kept : kept_) kept.folder = Descriptor();
}

StreamFolder::Place StreamFolder::place_of(std::string_view name) {
  name.remove_prefix(std::min(name.find_first_not_of('/'), name.size()));
  const std::size_t slash = name.rfind('/');
  leaf_ = name.substr(slash == name.npos ? 0 : slash + 1);
  if (!is_name(leaf_)) return {kBadName, nullptr};
  const int folder = slash == name.npos ? root_.fd() : folder_at(name.substr(0, slash));
  return {folder, leaf_.c_str()};
}

int StreamFolder::folder_at(std::string_view path) {
  Kept& kept = kept_[std::hash<std::string_view>()(path) % kept_.size()];
  if (kept.folder.fd() >= 0 && kept.path == path) return kept.folder.fd();
  kept.folder = Descriptor();
  kept.folder = walk(path);
  if (kept.folder.fd() < 0) return -errno;
  kept.path = path;
  return kept.folder.fd();
}

/// One name after the other, so that none is a symbolic link; or -1 and errno.
Descriptor StreamFolder::walk(std::string_view path) {
  Descriptor folder;
  while (!path.empty()) {
    const std::size_t end = path.find('/');
    const std::string name(path.substr(0, end));
    path = end == path.npos ? std::string_view() : path.substr(end + 1);
    if (name.empty()) continue;  // "a//b"
    if (!is_name(name)) {
      errno = -kBadName;
      return Descriptor();
    }
    folder = open_folder(folder.fd() < 0 ? root_.fd() : folder.fd(), name);
    if (folder.fd() < 0) return folder;
  }
  return folder;
}

}  // namespace flowstat
