#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace flowstat {

/// A growing array of plain values in one piece of memory.
///
/// Unlike std::vector it can grow without setting the new elements, and grows by realloc, which
/// moves the pages of a large array instead of copying it; so growth doubles no memory.
template <class T>
class PodArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  PodArray() = default;
  PodArray(PodArray&& other) noexcept { swap(other); }
  PodArray& operator=(PodArray&& other) noexcept {
    swap(other);
    return *this;
  }
  ~PodArray() { std::free(first_); }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return first_; }
  const T* data() const { return first_; }
  T& operator[](std::size_t i) { return first_[i]; }
  const T& operator[](std::size_t i) const { return first_[i]; }
  std::span<const T> view() const { return {first_, size_}; }

  /// Adds `count` elements of undefined value and gives the first of them.
  T* extend(std::size_t count) {
    reserve(size_ + count);
    T* added = first_ + size_;
    size_ += count;
    return added;
  }
  void push_back(const T& value) { *extend(1) = value; }
  void append(const T* from, std::size_t count) {
    if (count > 0) std::memcpy(extend(count), from, count * sizeof(T));
  }
  /// Forgets elements from `size` on; keeps the memory. Needs: size <= size().
  void shrink_to(std::size_t size) { size_ = size; }
  void clear() { size_ = 0; }

  void reserve(std::size_t wanted) {
    if (wanted <= capacity_) return;
    std::size_t capacity = capacity_ + capacity_ / 2;
    if (capacity < wanted) capacity = wanted;
    void* moved = std::realloc(static_cast<void*>(first_), capacity * sizeof(T));
    if (moved == nullptr) throw std::bad_alloc();
    first_ = static_cast<T*>(moved);
    capacity_ = capacity;
  }

 private:
  void swap(PodArray& other) noexcept {
    std::swap(first_, other.first_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  T* first_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace flowstat
