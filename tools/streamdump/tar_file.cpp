#include "tools/streamdump/tar_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "tools/streamdump/read_file.h"

namespace flowstat::streamdump {

namespace {

struct FreeEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

/// GNU tar reads the data of a sparse file in such blocks, so they begin and end with one.
constexpr std::int64_t kBlock = 512;

/// Where a file of `size` has data.
void add_data(const std::vector<Span>& spans, std::int64_t size, archive_entry* entry) {
  std::int64_t begin = 0;
  std::int64_t end = 0;  // of the data so far that are not added
  for (const Span& span : spans) {
    if (!span.is_in_file()) continue;
    const std::int64_t from = span.offset / kBlock * kBlock;
    if (from > end) {
      if (end > begin) archive_entry_sparse_add_entry(entry, begin, end - begin);
      begin = from;
    }
    end = std::min((span.end() + kBlock - 1) / kBlock * kBlock, size);
  }
  if (end > begin && begin > 0) archive_entry_sparse_add_entry(entry, begin, end - begin);
}

/// What the archive says of the file `name`: no more of its owner than that it is readable.
std::unique_ptr<archive_entry, FreeEntry> entry_of(const std::string& name,
                                                   const struct stat& about,
                                                   const std::vector<Span>& spans) {
  std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_size(entry.get(), about.st_size);
  archive_entry_set_mtime(entry.get(), about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
  add_data(spans, about.st_size, entry.get());
  return entry;
}

}  // namespace

Result<std::unique_ptr<TarFile>> TarFile::open(std::unique_ptr<ByteSink> out, std::string path) {
  std::unique_ptr<TarFile> tar(new TarFile(std::move(out), std::move(path)));
  const bool is_open =
      archive_write_set_format_pax(tar->archive_) == ARCHIVE_OK &&
      archive_write_open(tar->archive_, tar.get(), nullptr, write_out, nullptr) == ARCHIVE_OK;
  if (!is_open) return tar->failed().error();
  return tar;
}

TarFile::TarFile(std::unique_ptr<ByteSink> out, std::string path)
    : out_(std::move(out)), path_(std::move(path)), archive_(archive_write_new()) {}

TarFile::~TarFile() {
  archive_write_free(archive_);
}

Status TarFile::add(const std::string& path, const std::string& name,
                    const std::vector<Span>& spans) {
  const auto file = open_to_read(path);
  if (!file.ok()) return file.error();
  struct stat about {};
  if (::fstat(file.value().fd(), &about) != 0) return system_error("read", path, errno);
  const auto entry = entry_of(name, about, spans);
  if (archive_write_header(archive_, entry.get()) != ARCHIVE_OK) return failed();
  const Status copied = read_all(file.value(), path, [&](Bytes octets) {
    return archive_write_data(archive_, octets.data(), octets.size()) < 0 ? failed() : kOk;
  });
  if (!copied.ok()) return copied;
  return archive_write_finish_entry(archive_) == ARCHIVE_OK ? kOk : failed();
}

Status TarFile::close() {
  if (archive_write_close(archive_) != ARCHIVE_OK) return failed();
  return out_->close();
}

Status TarFile::failed() {
  if (!status_.ok()) return status_;
  const char* why = archive_error_string(archive_);
  return Error{"cannot write " + path_ + ": " + (why != nullptr ? why : "no memory")};
}

long TarFile::write_out(archive*, void* self, const void* octets, std::size_t count) {
  auto* tar = static_cast<TarFile*>(self);
  // What closes the archive as it is freed after an error must write no more.
  if (!tar->status_.ok()) return -1;
  tar->status_ = tar->out_->write({static_cast<const std::uint8_t*>(octets), count});
  return tar->status_.ok() ? static_cast<long>(count) : -1;
}

}  // namespace flowstat::streamdump
