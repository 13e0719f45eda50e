#include "tools/streamdump/read_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace flowstat::streamdump {

Result<Descriptor> open_to_read(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (file.fd() < 0) return system_error("read", path, errno);
  return file;
}

Status read_all(const Descriptor& file, const std::string& path,
                const std::function<Status(Bytes)>& take) {
  std::vector<std::uint8_t> octets(1 << 18);
  ssize_t count = 0;
  while ((count = ::read(file.fd(), octets.data(), octets.size())) > 0) {
    const Status taken = take(Bytes(octets.data(), static_cast<std::size_t>(count)));
    if (!taken.ok()) return taken;
  }
  return count < 0 ? Status(system_error("read", path, errno)) : kOk;
}

}  // namespace flowstat::streamdump
