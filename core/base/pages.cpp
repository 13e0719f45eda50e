#include "core/base/pages.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace flowstat {

namespace {
constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kHugeBytes = 2'097'152;
}  // namespace

std::size_t whole_pages(std::size_t bytes) {
  const std::size_t page = bytes < kHugeBytes ? kPageBytes : kHugeBytes;
  return (bytes + page - 1) / page * page;
}

#ifdef __linux__

namespace {

void* mapped(std::size_t bytes) {
  void* at = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) throw std::bad_alloc();
  return at;
}

/// Maps `bytes` from a huge page's border on. Needs: whole huge pages.
void* mapped_at_border(std::size_t bytes) {
  auto* const from = static_cast<char*>(mapped(bytes + kHugeBytes));
  const std::size_t before = -reinterpret_cast<std::uintptr_t>(from) % kHugeBytes;
  if (before > 0) munmap(from, before);
  if (before < kHugeBytes) munmap(from + before + bytes, kHugeBytes - before);
  return from + before;
}

/// mremap changes page tables where realloc on other systems copies octets.
void* moved(void* old, std::size_t old_bytes, std::size_t bytes, void* to) {
  const int flags = to == nullptr ? MREMAP_MAYMOVE : MREMAP_MAYMOVE | MREMAP_FIXED;
  void* const at = mremap(old, old_bytes, bytes, flags, to);
  if (at == MAP_FAILED) throw std::bad_alloc();
  return at;
}

}  // namespace

void* grow_pages(void* old, std::size_t old_bytes, std::size_t bytes) {
  if (bytes < kHugeBytes)
    return old == nullptr ? mapped(bytes) : moved(old, old_bytes, bytes, nullptr);
  // A large table is read here and there; with small pages each look-up would miss the TLB too.
  // Only between borders of huge pages are there any, and are they moved whole.
  void* const to = mapped_at_border(bytes);
  if (old != nullptr) moved(old, old_bytes, bytes, to);
  madvise(to, bytes, MADV_HUGEPAGE);
  return to;
}

void free_pages(void* pages, std::size_t bytes) {
  if (pages != nullptr) munmap(pages, bytes);
}

#else

void* grow_pages(void* old, std::size_t old_bytes, std::size_t bytes) {
  void* grown = std::aligned_alloc(kPageBytes, bytes);
  if (grown == nullptr) throw std::bad_alloc();
  if (old != nullptr) std::memcpy(grown, old, old_bytes);
  std::memset(static_cast<char*>(grown) + old_bytes, 0, bytes - old_bytes);
  std::free(old);
  return grown;
}

void free_pages(void* pages, std::size_t) {
  std::free(pages);
}

#endif

#ifdef MADV_POPULATE_WRITE

void touch_pages(void* from, std::size_t bytes) {
  const std::size_t into_page = reinterpret_cast<std::uintptr_t>(from) % kPageBytes;
  madvise(static_cast<char*>(from) - into_page, bytes + into_page, MADV_POPULATE_WRITE);
}

#else

void touch_pages(void*, std::size_t) {}

#endif

}  // namespace flowstat
