#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace flowstat {

/// No frame is larger than this, as in Wireshark (wiretap's WTAP_MAX_PACKET_SIZE_STANDARD); a
/// length beyond it is taken for damage, so that no length in a file decides how much memory we
/// take.
inline constexpr std::size_t kMostFrameBytes = 262'144;

/// Size of a read, and of the memory that frames lie in. Measured: 0.25 to 1 MiB are equally good,
/// smaller costs system calls and larger leaves the second-level cache.
inline constexpr std::size_t kBlockBytes = 524'288;

/// How long the bytes of frames are asked to stay.
enum class FrameLife : std::uint8_t {
  batch,   ///< As long as the batch that they came with.
  source,  ///< As long as their source, where it can do that: Source::frames_stay() tells.
};

/// Memory that the frames of several batches may lie in.
struct Block {
  std::unique_ptr<std::uint8_t[]> octets{new std::uint8_t[kBlockBytes]};  // left unset on purpose
};

/// Keeps a block from being reused. Copied once a batch and block, never once a frame. nullptr is
/// the lease on octets that lie in no block, since they stay by themselves.
using Lease = std::shared_ptr<Block>;

/// Blocks that are used again when nobody leases them any more. Leases stay in the pool's thread.
class BlockPool {
 public:
  /// A block that nobody else leases.
  Lease take() {
    for (const Lease& block : blocks_)
      if (block.use_count() == 1) return block;
    return blocks_.emplace_back(std::make_shared<Block>());
  }

 private:
  std::vector<Lease> blocks_;
};

}  // namespace flowstat
