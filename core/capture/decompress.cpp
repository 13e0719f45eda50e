#include "core/capture/decompress.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <vector>

#include "core/capture/damage.h"

namespace flowstat {

namespace {

constexpr std::size_t kPackedBytes = 131'072;
constexpr std::uint8_t kGzipFirstOctet = 0x1f;
/// What ZSTD_initDStream() asks for, enough to tell how long the frame's header is.
constexpr std::size_t kZstdFirstBytes = 5;

/// The part that gzip and zstd share: compressed octets on hand, refilled from below.
class Unpacking : public Input {
 public:
  Unpacking(std::unique_ptr<Input> packed, std::string name)
      : name_(std::move(name)), packed_(std::move(packed)), buffer_(kPackedBytes) {}

  /// What comes before damage is given; the damage is told at every call after that.
  Result<std::size_t> read(std::uint8_t* to, std::size_t room) final {
    std::size_t made = 0;
    while (made == 0 && !is_done_ && failure_.ok()) failure_ = unpack(to, room, made);
    if (made == 0 && !failure_.ok()) return failure_.error();
    given_bytes_ += static_cast<std::int64_t>(made);
    return made;
  }

  std::int64_t taken_bytes() const override { return packed_->taken_bytes(); }
  std::int64_t total_bytes() const override { return packed_->total_bytes(); }

 protected:
  /// Puts up to `room` octets at `to`, and in `made` how many; sets is_done_ at the end.
  virtual Status unpack(std::uint8_t* to, std::size_t room, std::size_t& made) = 0;

  /// True if there are compressed octets, read anew if need be; false at the end of the file.
  Result<bool> has_packed() {
    if (!rest_.empty()) return true;
    const auto got = packed_->read(buffer_.data(), buffer_.size());
    if (!got.ok()) return got.error();
    rest_ = Bytes(buffer_).first(got.value());
    return !rest_.empty();
  }

  /// Damage behind all that was given so far and the `made` octets that are about to be.
  Error broken(const std::string& format, const std::string& why, std::size_t made = 0) const {
    const std::int64_t offset = given_bytes_ + static_cast<std::int64_t>(made);
    return damage_at(name_, offset, format + " data: " + why);
  }

  Bytes rest_;  // compressed octets not yet used; borrows from buffer_
  bool is_done_ = false;

 private:
  std::string name_;
  std::unique_ptr<Input> packed_;
  std::vector<std::uint8_t> buffer_;
  std::int64_t given_bytes_ = 0;
  Status failure_ = kOk;
};

class GzipInput : public Unpacking {
 public:
  using Unpacking::Unpacking;
  ~GzipInput() override { inflateEnd(&stream_); }

  bool start() { return inflateInit2(&stream_, 15 + 16) == Z_OK; }

 private:
  Status unpack(std::uint8_t* to, std::size_t room, std::size_t& made) override {
    const auto more = has_packed();
    if (!more.ok()) return more.error();
    if (!more.value() && !between_members_) return broken("gzip", "the file is cut short");
    // What begins no member is padding. One octet has to do: the next may not have been read yet.
    is_done_ = between_members_ && (!more.value() || rest_.front() != kGzipFirstOctet);
    return is_done_ ? kOk : inflate_some(to, room, made);
  }

  Status inflate_some(std::uint8_t* to, std::size_t room, std::size_t& made) {
    stream_.next_out = to;
    stream_.avail_out = static_cast<uInt>(room);
    stream_.next_in = const_cast<Bytef*>(rest_.data());
    stream_.avail_in = static_cast<uInt>(rest_.size());
    between_members_ = false;
    const int code = inflate(&stream_, Z_NO_FLUSH);
    made = room - stream_.avail_out;
    rest_ = rest_.last(stream_.avail_in);
    if (code == Z_STREAM_END) {
      between_members_ = true;
      inflateReset(&stream_);
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      return broken("gzip", stream_.msg != nullptr ? stream_.msg : "inflate failed", made);
    }
    return kOk;
  }

  z_stream stream_{};
  bool between_members_ = false;
};

class ZstdInput : public Unpacking {
 public:
  using Unpacking::Unpacking;
  ~ZstdInput() override { ZSTD_freeDCtx(context_); }

  bool start() const { return context_ != nullptr; }

 private:
  Status unpack(std::uint8_t* to, std::size_t room, std::size_t& made) override {
    if (!has_output_) {
      const auto more = has_packed();
      if (!more.ok()) return more.error();
      is_done_ = !more.value() && frame_left_ == 0;
      if (is_done_) return kOk;
      if (!more.value()) return broken("zstd", "the file is cut short");
    }
    return decompress_some(to, room, made);
  }

  /// Fed block by block, and not at all while output waits for room: a call that meets damage does
  /// not give what it unpacked before.
  Status decompress_some(std::uint8_t* to, std::size_t room, std::size_t& made) {
    const std::size_t asked = frame_left_ == 0 ? kZstdFirstBytes : frame_left_;
    ZSTD_inBuffer in{rest_.data(), has_output_ ? 0 : std::min(rest_.size(), asked), 0};
    ZSTD_outBuffer out{to, room, 0};
    frame_left_ = ZSTD_decompressStream(context_, &out, &in);
    if (ZSTD_isError(frame_left_)) return broken("zstd", ZSTD_getErrorName(frame_left_));
    rest_ = rest_.subspan(in.pos);
    made = out.pos;
    has_output_ = made == room && frame_left_ != 0;
    return kOk;
  }

  ZSTD_DCtx* context_ = ZSTD_createDCtx();  // takes windows of up to 128 MiB, as zstd itself does
  std::size_t frame_left_ = 0;              // how much is asked for next; 0: a frame is complete
  bool has_output_ = false;                 // perhaps, since the last call filled its room
};

template <class Unpacker>
Result<std::unique_ptr<Input>> start(std::unique_ptr<Input> packed, std::string name) {
  auto input = std::make_unique<Unpacker>(std::move(packed), std::move(name));
  if (!input->start()) return Error{"cannot set up decompression: out of memory"};
  return std::unique_ptr<Input>(std::move(input));
}

}  // namespace

bool is_gzip(Bytes front) {
  return front.size() >= 2 && front[0] == kGzipFirstOctet && front[1] == 0x8b;
}

bool is_zstd(Bytes front) {
  return front.size() >= 4 && front[0] == 0x28 && front[1] == 0xb5 && front[2] == 0x2f &&
         front[3] == 0xfd;
}

Result<std::unique_ptr<Input>> open_gzip(std::unique_ptr<Input> packed, std::string name) {
  return start<GzipInput>(std::move(packed), std::move(name));
}

Result<std::unique_ptr<Input>> open_zstd(std::unique_ptr<Input> packed, std::string name) {
  return start<ZstdInput>(std::move(packed), std::move(name));
}

}  // namespace flowstat
