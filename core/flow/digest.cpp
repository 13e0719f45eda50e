#include "core/flow/digest.h"

#include <gcrypt.h>

namespace flowstat {

namespace {

/// libgcrypt wants to be set up before its first use. Neither digest is used for security here.
void set_up() {
  static const bool done = [] {
    gcry_check_version(nullptr);
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace

Sha1 sha1(Bytes bytes) {
  set_up();
  Sha1 digest;
  gcry_md_hash_buffer(GCRY_MD_SHA1, digest.data(), bytes.data(), bytes.size());
  return digest;
}

Md5 md5(Bytes bytes) {
  set_up();
  Md5 digest;
  gcry_md_hash_buffer(GCRY_MD_MD5, digest.data(), bytes.data(), bytes.size());
  return digest;
}

}  // namespace flowstat
