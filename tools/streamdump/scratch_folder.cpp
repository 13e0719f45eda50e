#include "tools/streamdump/scratch_folder.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "core/columns/output_file.h"

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
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) return system_error("read", path, errno);
  std::vector<char> octets(1 << 20);
  while (file.read(octets.data(), static_cast<std::streamsize>(octets.size())), file.gcount() > 0) {
    const Bytes bytes(reinterpret_cast<const std::uint8_t*>(octets.data()),
                      static_cast<std::size_t>(file.gcount()));
    if (const Status status = out.value()->write(bytes); !status.ok()) return status;
  }
  if (file.bad()) return system_error("read", path, errno);
  return out.value()->close();
}

}  // namespace flowstat::streamdump
