#include "core/capture/mapped_file.h"

#include "core/capture/damage.h"

#ifdef __linux__
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#endif

namespace flowstat {

#ifdef __linux__

namespace {

/// More than a batch of frames takes up with the headers between them, and a multiple of any page.
constexpr std::size_t kStepBytes = 4'194'304;

/// 0 if it is no regular file, or has more than there are addresses.
std::size_t file_bytes(int descriptor) {
  struct stat about {};
  if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
  return std::in_range<std::size_t>(about.st_size) ? static_cast<std::size_t>(about.st_size) : 0;
}

}  // namespace

std::unique_ptr<MappedFile> MappedFile::map(int descriptor, std::string name) {
  const std::size_t bytes = file_bytes(descriptor);
  if (bytes == 0) return nullptr;
  void* const at = mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (at == MAP_FAILED) return nullptr;
  madvise(at, bytes, MADV_SEQUENTIAL);
  const Bytes mapped(static_cast<const std::uint8_t*>(at), bytes);
  return std::unique_ptr<MappedFile>(new MappedFile(mapped, descriptor, std::move(name)));
}

MappedFile::~MappedFile() {
  munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());
}

Status MappedFile::check(std::size_t offset) {
  const bool is_there = bring(offset);
  if (file_bytes(descriptor_) < bytes_.size())
    return damage_at(name_, static_cast<std::int64_t>(offset),
                     "the file was cut short while it was read");
  return is_there ? kOk : system_error("read", name_, EIO);
}

/// False if touching the pages would end us. Not for speed: one call for many pages takes as long
/// as their faults. Systems that know no such call (Linux before 5.14) touch without it.
bool MappedFile::bring(std::size_t offset) {
  if (brought_ >= std::min(bytes_.size(), offset + kStepBytes)) return true;
  const std::size_t from = std::max(brought_, offset / kStepBytes * kStepBytes);
  brought_ = std::min(bytes_.size(), from + 2 * kStepBytes);
#ifdef MADV_POPULATE_READ
  auto* const at = const_cast<std::uint8_t*>(bytes_.data()) + from;
  if (madvise(at, brought_ - from, MADV_POPULATE_READ) != 0) return errno != EFAULT;
#endif
  return true;
}

#else

std::unique_ptr<MappedFile> MappedFile::map(int, std::string) {
  return nullptr;
}
MappedFile::~MappedFile() = default;
Status MappedFile::check(std::size_t) {
  return kOk;
}

#endif

}  // namespace flowstat
