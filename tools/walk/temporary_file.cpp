#include "tools/walk/temporary_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

namespace flowstat::walk {

Result<TemporaryFile> TemporaryFile::make() {
  const char* const folder = std::getenv("TMPDIR");
  std::string path = std::string(folder == nullptr || *folder == '\0' ? "/tmp" : folder) +
                     "/flowstat-input-XXXXXX";
  Descriptor made(mkostemp(path.data(), O_CLOEXEC));
  if (made.fd() < 0) return system_error("make a copy of the input in", path, errno);
  unlink(path.c_str());
  return TemporaryFile(std::move(made));
}

}  // namespace flowstat::walk
