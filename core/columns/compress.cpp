#include "core/columns/compress.h"

#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>

#include "core/base/pod_array.h"

namespace flowstat {

namespace {

constexpr std::size_t kOutBytes = 131'072;
constexpr int kGzipLevel = 3;
constexpr int kZstdLevel = 1;

/// What both compressors do around their library's one call.
class Compressor : public ByteSink {
 public:
  explicit Compressor(std::unique_ptr<ByteSink> out) : out_(std::move(out)) {
    room_.extend(kOutBytes);
  }

 protected:
  Status pass_on(std::size_t bytes) { return out_->write(room_.view().first(bytes)); }
  Error failed(const char* why) const {
    return {std::string("cannot compress the output: ") + why};
  }

  std::unique_ptr<ByteSink> out_;
  PodArray<std::uint8_t> room_;
};

class GzipSink : public Compressor {
 public:
  using Compressor::Compressor;
  ~GzipSink() override { deflateEnd(&stream_); }

  bool start() {
    constexpr int kGzipWindow = 15 + 16;  // 16 asks for gzip's header, not zlib's
    return deflateInit2(&stream_, kGzipLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) ==
           Z_OK;
  }

  Status write(Bytes bytes) override {
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();  // zlib counts in uInt
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(bytes.size(), kMost)))
      if (Status written = run(bytes.first(std::min(bytes.size(), kMost)), Z_NO_FLUSH);
          !written.ok())
        return written;
    return kOk;
  }
  Status flush() override {
    const Status flushed = run({}, Z_SYNC_FLUSH);
    return flushed.ok() ? out_->flush() : flushed;
  }
  Status close() override {
    const Status finished = run({}, Z_FINISH);
    return finished.ok() ? out_->close() : finished;
  }

 private:
  Status run(Bytes bytes, int flush) {
    stream_.next_in = bytes.data();
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = room_.data();
      stream_.avail_out = static_cast<uInt>(room_.size());
      if (deflate(&stream_, flush) == Z_STREAM_ERROR) return failed("zlib's state is damaged");
      const Status written = pass_on(room_.size() - stream_.avail_out);
      if (!written.ok()) return written;
    } while (stream_.avail_out == 0);
    return kOk;
  }

  z_stream stream_{};
};

class ZstdSink : public Compressor {
 public:
  using Compressor::Compressor;
  ~ZstdSink() override { ZSTD_freeCStream(stream_); }

  bool start() {
    stream_ = ZSTD_createCStream();
    return stream_ != nullptr && !ZSTD_isError(ZSTD_initCStream(stream_, kZstdLevel));
  }

  Status write(Bytes bytes) override { return run(bytes, ZSTD_e_continue); }
  Status flush() override {
    const Status flushed = run({}, ZSTD_e_flush);
    return flushed.ok() ? out_->flush() : flushed;
  }
  Status close() override {
    const Status finished = run({}, ZSTD_e_end);
    return finished.ok() ? out_->close() : finished;
  }

 private:
  Status run(Bytes bytes, ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (;;) {
      ZSTD_outBuffer out{room_.data(), room_.size(), 0};
      const std::size_t left = ZSTD_compressStream2(stream_, &out, &in, directive);
      if (ZSTD_isError(left)) return failed(ZSTD_getErrorName(left));
      const Status written = pass_on(out.pos);
      if (!written.ok()) return written;
      const bool is_done = directive == ZSTD_e_continue ? in.pos == in.size : left == 0;
      if (is_done) return kOk;
    }
  }

  ZSTD_CStream* stream_ = nullptr;
};

template <class Sink>
Result<std::unique_ptr<ByteSink>> start(std::unique_ptr<ByteSink> out) {
  auto sink = std::make_unique<Sink>(std::move(out));
  if (!sink->start()) return Error{"cannot compress the output: out of memory"};
  return std::unique_ptr<ByteSink>(std::move(sink));
}

struct Compression {
  std::string_view ending;
  Result<std::unique_ptr<ByteSink>> (*start)(std::unique_ptr<ByteSink> out);
};
constexpr Compression kCompressions[] = {{".gz", start<GzipSink>}, {".zst", start<ZstdSink>}};

}  // namespace

std::string_view compression_of(std::string_view path) {
  for (const Compression& row : kCompressions)
    if (path.ends_with(row.ending)) return row.ending;
  return "";
}

Result<std::unique_ptr<ByteSink>> compress(std::unique_ptr<ByteSink> out, std::string_view ending) {
  const auto* row = std::ranges::find(kCompressions, ending, &Compression::ending);
  if (row == std::end(kCompressions)) return out;
  return row->start(std::move(out));
}

}  // namespace flowstat
