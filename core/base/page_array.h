#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "core/base/pages.h"

namespace flowstat {

/// A growing array of plain values that starts at a page, so that elements of a cache line's size
/// each lie in one line. Grows by moving pages, not octets; new elements are zero.
template <class T>
class PageArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  PageArray() = default;
  PageArray(PageArray&& other) noexcept { swap(other); }
  PageArray& operator=(PageArray&& other) noexcept {
    swap(other);
    return *this;
  }
  ~PageArray() { free_pages(first_, bytes_); }

  T* data() { return first_; }
  const T* data() const { return first_; }
  T& operator[](std::size_t i) { return first_[i]; }
  const T& operator[](std::size_t i) const { return first_[i]; }

  /// Elements that there is room for, used or not.
  std::size_t room() const { return bytes_ / sizeof(T); }

  /// Makes room for `count` elements at least. Elements may move.
  void reserve(std::size_t count) {
    if (count * sizeof(T) <= bytes_) return;
    const std::size_t wanted = count * sizeof(T);
    const std::size_t grown = whole_pages(std::max(wanted, bytes_ + bytes_ / 2));
    first_ = static_cast<T*>(grow_pages(first_, bytes_, grown));
    bytes_ = grown;
  }

 private:
  void swap(PageArray& other) noexcept {
    std::swap(first_, other.first_);
    std::swap(bytes_, other.bytes_);
  }

  T* first_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace flowstat
