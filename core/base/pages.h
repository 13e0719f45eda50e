#pragma once

#include <cstddef>

namespace flowstat {

/// `bytes` rounded up to whole pages.
std::size_t whole_pages(std::size_t bytes);

/// Moves `old_bytes` at `old` (nullptr: none) to zeroed pages of `bytes`, and gives their start.
/// Needs: both sizes are whole pages, bytes > old_bytes. Throws std::bad_alloc.
void* grow_pages(void* old, std::size_t old_bytes, std::size_t bytes);

/// Has the system bring those pages of the `bytes` at `from` that were not touched yet, where it
/// has a call for that (Linux 5.14). Changes no octet, and fails silently: another thread may ask
/// it for pages that move meanwhile.
void touch_pages(void* from, std::size_t bytes);

/// Gives back what grow_pages() gave.
void free_pages(void* pages, std::size_t bytes);

}  // namespace flowstat
