#include "core/base/pages.h"

#include <cstdlib>
#include <cstring>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace flowstat {

namespace {
constexpr std::size_t kPageBytes = 4096;
[[maybe_unused]] constexpr std::size_t kHugeBytes = 8'388'608;
}  // namespace

std::size_t whole_pages(std::size_t bytes) {
  return (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
}

#ifdef __linux__

void* grow_pages(void* old, std::size_t old_bytes, std::size_t bytes) {
  // mremap changes page tables where realloc on other systems copies octets.
  void* grown = old != nullptr ? mremap(old, old_bytes, bytes, MREMAP_MAYMOVE)
                               : mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (grown == MAP_FAILED) throw std::bad_alloc();
  // A large table is read here and there; with small pages each look-up would miss the TLB too.
  if (bytes >= kHugeBytes) madvise(grown, bytes, MADV_HUGEPAGE);
  return grown;
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

}  // namespace flowstat
