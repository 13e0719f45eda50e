#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace flowstat {

/// Descriptors of files, so many at most; the one unused for longest is known. All in O(1).
class OpenFiles {
 public:
  using Slot = std::uint32_t;  ///< Of an open descriptor.
  static constexpr Slot kNone = 0;

  /// Needs: most > 0.
  explicit OpenFiles(std::size_t most) : slots_(1), most_(most) {}
  OpenFiles(const OpenFiles&) = delete;
  OpenFiles& operator=(const OpenFiles&) = delete;
  ~OpenFiles();

  bool empty() const { return count_ == 0; }
  bool is_full() const { return count_ >= most_; }

  /// Takes a descriptor, and closes it one day. Needs: !is_full().
  Slot add(std::uint32_t file, int fd);
  /// The descriptor, which is now the last to be used.
  int use(Slot slot);
  int fd(Slot slot) const { return slots_[slot].fd; }
  std::uint32_t file_of(Slot slot) const { return slots_[slot].file; }
  /// The slot that was used before all others; kNone if there is none.
  Slot oldest() const { return slots_[kNone].next; }
  /// Closes the descriptor; 0 or the system's error number.
  int close(Slot slot);

  /// The system has no more descriptors: an eighth of those that are open is given up for good.
  /// Then is_full(), until as many are closed.
  void lower_most();

 private:
  struct Node {
    int fd = -1;
    std::uint32_t file = 0;
    Slot previous = kNone;
    Slot next = kNone;
  };

  void link_last(Slot slot);
  void unlink(Slot slot);

  std::vector<Node> slots_;  // a ring by order of use; kNone is its begin and its end
  std::vector<Slot> free_;
  std::size_t count_ = 0;
  std::size_t most_;
};

}  // namespace flowstat
