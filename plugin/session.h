#pragma once

#include <memory>

#include "plugin/frame_numbers.h"
#include "plugin/packet_log.h"
#include "plugin/stream_events.h"
#include "plugin/stream_watch.h"

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
  /// `watches_streams`: streams() is there.
  Session(const FlowRules& rules, const SessionMemory& before, bool watches_streams)
      : rules_(rules), log_(rules), before_(before) {
    if (watches_streams) watch_streams();
  }

  /// From the next frame on, streams() is there.
  void watch_streams() {
    if (!streams_) streams_ = std::make_unique<StreamWatch>();
  }
  /// And has the rows of all streams.
  void keep_streams() {
    watch_streams();
    streams_->keep_rows();
  }

  /// Which frames Wireshark's numbers mean; those of frames that are given to this are places.
  FrameNumbers& numbers() { return numbers_; }
  const FrameNumbers& numbers() const { return numbers_; }

  /// Takes a frame on the first pass.
  void take(const Frame& frame) {
    if (log_.frames() == 0) first_time_ns_ = frame.time_ns;
    if (is_complete_) go_on();
    log_.take(frame);
    if (streams_) streams_->take(log_.batch());
    if (before_.frames == log_.frames() && before_.first_time_ns == first_time_ns_) note_end();
  }
  /// Takes a frame that is listened to, after take() if that takes it.
  void hear(const Frame& frame, bool is_first_pass) {
    if (!events_) events_ = std::make_unique<StreamEvents>(rules_);
    const auto number = static_cast<std::uint32_t>(frame.number);
    events_->take(frame, is_first_pass,
                  streams_ ? streams_->of_frame(number) : std::span<const Oddity>());
  }
  /// All frames were seen.
  void note_end() {
    is_complete_ = true;
    if (streams_) streams_->settle();
  }

  /// Of this session, and of no other.
  std::uint32_t serial() const { return serial_; }
  bool is_complete() const { return is_complete_; }
  PacketLog& log() { return log_; }
  const PacketLog& log() const { return log_; }
  /// nullptr: nobody asked for it.
  const StreamWatch* streams() const { return streams_.get(); }
  /// nullptr: nobody listened.
  StreamEvents* events() { return events_.get(); }
  SessionMemory memory() const {
    return is_complete_ ? SessionMemory{log_.frames(), first_time_ns_} : before_;
  }

 private:
  /// It is another capture after all, or one that grows.
  void go_on() {
    is_complete_ = false;
    if (streams_) streams_->go_on();
  }

  inline static std::uint32_t sessions_ = 0;

  std::uint32_t serial_ = ++sessions_;
  FlowRules rules_;
  FrameNumbers numbers_;
  PacketLog log_;
  std::unique_ptr<StreamWatch> streams_;
  std::unique_ptr<StreamEvents> events_;
  SessionMemory before_;
  std::int64_t first_time_ns_ = 0;
  bool is_complete_ = false;
};

}  // namespace flowstat::plugin
