#include "tools/streamdump/scratch_folder.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "core/columns/output_file.h"
#include "tools/streamdump/read_file.h"

namespace flowstat::streamdump {

Result<ScratchFolder> ScratchFolder::make() {
  std::error_code error;
  const auto below = std::filesystem::temp_directory_path(error);
  if (error) return system_error("make a folder", "TMPDIR", error.value());
  std::string path = (below / "streamdump.XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) return system_error("make a folder", path, errno);
  return ScratchFolder(std::move(path));
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Status copy_to_stdout(const std::string& path) {
  auto out = open_output("-", Overwrite::no);
  if (!out.ok()) return out.error();
  const auto file = open_to_read(path);
  if (!file.ok()) return file.error();
  const Status copied =
      read_all(file.value(), path, [&](Bytes octets) { return out.value()->write(octets); });
  if (!copied.ok()) return copied;
  return out.value()->close();
}

}  // namespace flowstat::streamdump
