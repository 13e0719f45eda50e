#include "tools/streamdump/digester.h"

#include <gcrypt.h>

#include "core/base/digits.h"

namespace flowstat::streamdump {

namespace {

struct CloseHandle {
  void operator()(gcry_md_hd_t handle) const { gcry_md_close(handle); }
};
using Handle = std::unique_ptr<std::remove_pointer_t<gcry_md_hd_t>, CloseHandle>;

constexpr int kMd5 = GCRY_MD_MD5;
constexpr int kSha256 = GCRY_MD_SHA256;

Handle open_handle(const Digests& wanted) {
  gcry_check_version(nullptr);
  gcry_md_hd_t handle = nullptr;
  if (gcry_md_open(&handle, 0, 0) != 0) return nullptr;
  Handle made(handle);
  if (wanted.md5 && gcry_md_enable(handle, kMd5) != 0) return nullptr;
  if (wanted.sha256 && gcry_md_enable(handle, kSha256) != 0) return nullptr;
  return made;
}

std::string hex_of(gcry_md_hd_t handle, int algorithm) {
  const Bytes digest(gcry_md_read(handle, algorithm), gcry_md_get_algo_dlen(algorithm));
  std::string hex(2 * digest.size(), '\0');
  write_hex(digest, hex.data());
  return hex;
}

}  // namespace

struct Digester::State {
  Digests wanted;
  Handle handle;
};

Result<Digester> Digester::start(const Digests& wanted) {
  auto state = std::make_unique<State>(wanted, open_handle(wanted));
  if (!state->handle)
    return Error{"cannot compute digests: libgcrypt allows none such here", Cause::unsupported};
  return Digester(std::move(state));
}

Digester::Digester(std::unique_ptr<State> state) : state_(std::move(state)) {}
Digester::Digester(Digester&&) noexcept = default;
Digester& Digester::operator=(Digester&&) noexcept = default;
Digester::~Digester() = default;

void Digester::take(Bytes octets) {
  gcry_md_write(state_->handle.get(), octets.data(), octets.size());
}

DigestTexts Digester::texts() const {
  DigestTexts texts;
  if (state_->wanted.md5) texts.md5 = hex_of(state_->handle.get(), kMd5);
  if (state_->wanted.sha256) texts.sha256 = hex_of(state_->handle.get(), kSha256);
  return texts;
}

}  // namespace flowstat::streamdump
