#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/columns/byte_sink.h"
#include "core/stream/span.h"

struct archive;

namespace flowstat::streamdump {

/// A tar archive that is written, POSIX.1-2001 (pax). Holes of files are kept as GNU tar keeps
/// them. Errors: of the archive, and of the files that are read.
class TarFile {
 public:
  static Result<std::unique_ptr<TarFile>> open(std::unique_ptr<ByteSink> out, std::string path);
  ~TarFile();

  /// Adds the file at `path` as `name`. It is sparse if `spans` have holes, which must then be
  /// those of the file; empty: it is not.
  Status add(const std::string& path, const std::string& name, const std::vector<Span>& spans);
  Status close();

 private:
  TarFile(std::unique_ptr<ByteSink> out, std::string path);
  static long write_out(archive*, void* self, const void* octets, std::size_t count);
  Status failed();

  std::unique_ptr<ByteSink> out_;
  std::string path_;
  archive* archive_;
  Status status_ = kOk;  // of out_
};

}  // namespace flowstat::streamdump
