#include "tools/streamdump/file_digest.h"

#include <gcrypt.h>

#include <memory>

#include "core/base/digits.h"
#include "tools/streamdump/read_file.h"

namespace flowstat::streamdump {

namespace {

constexpr int kMd5 = GCRY_MD_MD5;
constexpr int kSha256 = GCRY_MD_SHA256;

struct CloseHandle {
  void operator()(gcry_md_hd_t handle) const { gcry_md_close(handle); }
};
using Handle = std::unique_ptr<std::remove_pointer_t<gcry_md_hd_t>, CloseHandle>;

Handle start(const Digests& digests) {
  gcry_check_version(nullptr);
  gcry_md_hd_t handle = nullptr;
  if (gcry_md_open(&handle, 0, 0) != 0) return nullptr;
  Handle made(handle);
  if (digests.md5 && gcry_md_enable(handle, kMd5) != 0) return nullptr;
  if (digests.sha256 && gcry_md_enable(handle, kSha256) != 0) return nullptr;
  return made;
}

std::string hex_of(gcry_md_hd_t handle, int algorithm) {
  const Bytes digest(gcry_md_read(handle, algorithm), gcry_md_get_algo_dlen(algorithm));
  std::string hex(2 * digest.size(), '\0');
  write_hex(digest, hex.data());
  return hex;
}

}  // namespace

Status add_digests(const std::string& path, const Digests& digests, StreamRow& row) {
  if (!digests.any()) return kOk;
  const Handle handle = start(digests);
  if (!handle)
    return Error{"cannot compute digests: libgcrypt allows none such here", Cause::unsupported};
  const auto file = open_to_read(path);
  if (!file.ok()) return file.error();
  const Status read = read_all(file.value(), path, [&](Bytes octets) {
    gcry_md_write(handle.get(), octets.data(), octets.size());
    return kOk;
  });
  if (!read.ok()) return read;
  if (digests.md5) row.md5 = hex_of(handle.get(), kMd5);
  if (digests.sha256) row.sha256 = hex_of(handle.get(), kSha256);
  return kOk;
}

}  // namespace flowstat::streamdump
