#pragma once

#include "plugin/packet_log.h"
#include "plugin/stream_log.h"

namespace flowstat::plugin {

/// What is remembered of a dissection when another begins.
struct SessionMemory {
  std::size_t frames = 0;  ///< Of a capture that was seen to its end; 0: none was.
  std::int64_t first_time_ns = 0;
};

/// One dissection of a capture, from its first frame on.
///
/// Wireshark says when all frames were seen, but not when it dissects the same capture again, as it
/// does after a change of preferences: then a capture that begins alike is complete when as many
/// frames have come.
class Session {
 public:
  /// `keeps_streams`: somebody will ask for streams().
  Session(StreamRule rule, const SessionMemory& before, bool keeps_streams)
      : log_(rule), before_(before), keeps_streams_(keeps_streams) {}

  /// Somebody will ask for streams(), of the frames that come.
  void keep_streams() { keeps_streams_ = true; }

  /// Takes a frame on the first pass.
  void take(const Frame& frame) {
    if (log_.frames() == 0) first_time_ns_ = frame.time_ns;
    log_.take(frame);
    if (keeps_streams_) streams_.take(log_, static_cast<std::uint32_t>(frame.number));
    if (before_.frames == log_.frames() && before_.first_time_ns == first_time_ns_)
      is_complete_ = true;
  }
  /// All frames were seen.
  void note_end() { is_complete_ = true; }

  bool is_complete() const { return is_complete_; }
  PacketLog& log() { return log_; }
  const StreamLog& streams() const { return streams_; }
  SessionMemory memory() const { return {is_complete_ ? log_.frames() : 0, first_time_ns_}; }

 private:
  PacketLog log_;
  StreamLog streams_;
  SessionMemory before_;
  std::int64_t first_time_ns_ = 0;
  bool keeps_streams_;
  bool is_complete_ = false;
};

}  // namespace flowstat::plugin
