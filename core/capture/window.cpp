#include "core/capture/window.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace flowstat {

Window::Window(std::unique_ptr<Input> input)
    : input_(std::move(input)), mapping_(input_->mapping()) {
  if (mapping_ == nullptr) block_ = pool_.take();
  show(mapping_ == nullptr ? Bytes(block_->octets.get(), 0) : mapping_->bytes());
}

void Window::show(Bytes bytes) {
  begin_ = bytes.data();
  end_ = begin_ + bytes.size();
}

void Window::move_to_fresh_block() {
  // The block may be leased, so what is left of it is copied: at most one cut record a block.
  const Lease fresh = pool_.take();
  const Bytes left = view();
  if (!left.empty()) std::memcpy(fresh->octets.get(), left.data(), left.size());
  block_ = fresh;
  show({block_->octets.get(), left.size()});
}

Status Window::want(std::size_t bytes) {
  static_assert(kMostWanted < kBlockBytes);
  assert(bytes <= kMostWanted);
  while (view().size() < bytes && !octets_stay()) {
    if (used() - view().size() + bytes > kBlockBytes || used() == kBlockBytes)
      move_to_fresh_block();
    const std::size_t room = kBlockBytes - used();
    const auto got = input_->read(block_->octets.get() + used(), room);
    if (!got.ok()) return got.error();
    if (got.value() == 0) break;
    last_read_was_short_ = got.value() < room;
    end_ += got.value();
  }
  return kOk;
}

Result<std::uint64_t> Window::skip_far(std::uint64_t bytes) {
  std::uint64_t left = bytes;
  while (left > 0) {
    if (const Status status = want(1); !status.ok()) return status.error();
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(left, view().size()));
    if (step == 0) break;
    skip(step);
    left -= step;
  }
  return bytes - left;
}

}  // namespace flowstat
