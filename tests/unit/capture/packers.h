#pragma once

#include <zlib.h>
#include <zstd.h>

#include "tests/unit/hex.h"

/// `octets` as one gzip member.
inline Octets gzip(const Octets& octets) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  Octets packed(deflateBound(&stream, octets.size()));
  stream.next_in = const_cast<Bytef*>(octets.data());
  stream.avail_in = static_cast<uInt>(octets.size());
  stream.next_out = packed.data();
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// `octets` as one zstd frame with a checksum.
inline Octets zstd(const Octets& octets) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  Octets packed(ZSTD_compressBound(octets.size()));
  packed.resize(
      ZSTD_compress2(context, packed.data(), packed.size(), octets.data(), octets.size()));
  ZSTD_freeCCtx(context);
  return packed;
}
