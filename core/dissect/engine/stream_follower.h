#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/dissect/engine/followers.h"
#include "core/dissect/engine/frame_handler.h"
#include "core/dissect/finds.h"

namespace flowstat::dissect {

/// Follows all streams of a follower at once.
///
/// Wireshark follows one: it lets the follower's tap see the frames of a filter, and the follower
/// keeps what it must know in a follow_info_t. Here each stream has one, and what the follower adds
/// to it is handed on and forgotten.
class StreamFollower : public FrameHandler {
 public:
  StreamFollower(const Follower& follower, FollowTaker& to) : follower_(follower), to_(to) {}
  ~StreamFollower() override;
  /// Listens to the follower's tap, on frames that `filter` takes; "" takes all.
  /// Error: unsupported, if there is no such tap.
  Status listen(const std::string& filter);

  bool needs_tree() const override { return true; }  // it has the numbers of streams
  bool listens() const override { return true; }
  void prime(epan_dissect_t* edt) override;
  /// Comes behind the events of a frame. Notes who began a conversation.
  Status take(std::int64_t, const frame_data&, epan_dissect_t* edt) override;
  Status finish() override { return taken_; }

 private:
  /// Who sent a conversation's first frame, and to whom.
  struct Ends {
    address client{};
    address server{};
    unsigned client_port = 0;
    unsigned server_port = 0;
  };
  struct Stream {
    follow_info_t info{};
    std::int64_t index = -1;  ///< That it was told by; -1: it was not.
  };
  using Key = std::pair<std::int64_t, std::uint64_t>;  // number, substream

  static tap_packet_status hear(void* self, packet_info* packet, epan_dissect_t* edt,
                                const void* event, tap_flags_t flags);
  void take_event(packet_info* packet, epan_dissect_t* edt, const void* event, tap_flags_t flags);
  std::unique_ptr<Stream> new_stream(const Key& key) const;
  bool offer(const Key& key, packet_info* packet, epan_dissect_t* edt, const void* event,
             tap_flags_t flags);
  std::int64_t conversation_in(epan_dissect_t* edt);
  Status hand_on(const Key& key, Stream& stream, const packet_info& packet);
  Status tell(const Key& key, Stream& stream, const packet_info& packet);

  const Follower& follower_;
  FollowTaker& to_;
  std::map<Key, std::unique_ptr<Stream>> streams_;
  std::unordered_map<std::int64_t, Ends> ends_;               // by the conversation's number
  std::map<std::string, std::int64_t, std::less<>> numbers_;  // of conversations that have names
  std::int64_t told_ = 0;
  Status taken_ = kOk;
};

}  // namespace flowstat::dissect
