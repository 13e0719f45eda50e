#include "core/stream/open_files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace flowstat {

OpenFiles::~OpenFiles() {
  while (!empty()) close(oldest());
}

OpenFiles::Slot OpenFiles::add(std::uint32_t file, int fd) {
  if (free_.empty()) {
    free_.push_back(static_cast<Slot>(slots_.size()));
    slots_.emplace_back();
  }
  const Slot slot = free_.back();
  free_.pop_back();
  slots_[slot].fd = fd;
  slots_[slot].file = file;
  link_last(slot);
  ++count_;
  return slot;
}

int OpenFiles::use(Slot slot) {
  if (slots_[slot].next != kNone) {
    unlink(slot);
    link_last(slot);
  }
  return slots_[slot].fd;
}

int OpenFiles::close(Slot slot) {
  unlink(slot);
  free_.push_back(slot);
  --count_;
  // Network file systems report a full disk here. After EINTR the descriptor is closed all the
  // same.
  return ::close(slots_[slot].fd) == 0 || errno == EINTR ? 0 : errno;
}

void OpenFiles::lower_most() {
  most_ = std::max<std::size_t>(1, count_ - count_ / 8);
}

void OpenFiles::link_last(Slot slot) {
  const Slot last = slots_[kNone].previous;
  slots_[slot].previous = last;
  slots_[slot].next = kNone;
  slots_[last].next = slot;
  slots_[kNone].previous = slot;
}

void OpenFiles::unlink(Slot slot) {
  const Node& node = slots_[slot];
  slots_[node.previous].next = node.next;
  slots_[node.next].previous = node.previous;
}

}  // namespace flowstat
