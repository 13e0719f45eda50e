#include "tools/streamdump/file_digest.h"

#include "tools/streamdump/read_file.h"

namespace flowstat::streamdump {

Result<DigestTexts> digests_of(const std::string& path, const Digests& wanted) {
  auto digester = Digester::start(wanted);
  if (!digester.ok()) return digester.error();
  const auto file = open_to_read(path);
  if (!file.ok()) return file.error();
  const Status read = read_all(file.value(), path, [&](Bytes octets) {
    digester.value().take(octets);
    return kOk;
  });
  if (!read.ok()) return read.error();
  return digester.value().texts();
}

}  // namespace flowstat::streamdump
