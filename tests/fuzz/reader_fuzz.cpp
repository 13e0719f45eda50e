#include "core/capture/decompress.h"
#include "tests/fuzz/read.h"

using namespace flowstat;

namespace {

/// The front of an input: a few octets may unpack to very many.
class Front : public Input {
 public:
  explicit Front(std::unique_ptr<Input> input) : input_(std::move(input)) {}

  Result<std::size_t> read(std::uint8_t* to, std::size_t room) override {
    if (left_ == 0) return std::size_t{0};
    const auto got = input_->read(to, std::min(room, left_));
    if (!got.ok()) return got.error();
    fuzz::require(got.value() <= std::min(room, left_), "no more is given than there is room for");
    left_ -= got.value();
    return got;
  }
  std::int64_t taken_bytes() const override { return input_->taken_bytes(); }
  std::int64_t total_bytes() const override { return input_->total_bytes(); }

 private:
  std::unique_ptr<Input> input_;
  std::size_t left_ = 2'000'000;
};

std::unique_ptr<Source> open_unpacked(std::unique_ptr<Input> packed, bool is_zstandard) {
  auto input = (is_zstandard ? open_zstd : open_gzip)(std::move(packed), "x");
  fuzz::require(input.ok(), "there is memory for decompression");
  return fuzz::open_reader(std::make_unique<Front>(std::move(input.value())));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes input{data, size};
  if (!is_gzip(input) && !is_zstd(input)) return fuzz::check_reader(input, fuzz::open_reader);
  return fuzz::check_reader(input, [&](std::unique_ptr<Input> packed) {
    return open_unpacked(std::move(packed), is_zstd(input));
  });
}
