#pragma once

#include <cstdint>
#include <initializer_list>

#include "core/base/bytes.h"
#include "core/base/pod_array.h"
#include "core/base/result.h"

namespace flowstat::dissect {

/// What a worker sends.
enum class MessageKind : std::uint32_t {
  end = 1,  ///< How it ended; the last message.
  rows,     ///< Rows of fields, see row_message.h.
  text,     ///< What a printer wrote.
  outcome,  ///< What became of a capture that was converted.
  stream,   ///< A stream that is followed, see find_message.h; so are those below.
  piece,    ///< Octets of one.
  object,   ///< An object.
  octets,   ///< Of the object before.
};

/// Sends messages into a pipe.
class MessageWriter {
 public:
  explicit MessageWriter(int pipe) : pipe_(pipe) {}

  /// Sends `parts`, one behind the other. Error: broken_pipe, if nobody reads any more.
  Status send(MessageKind kind, std::initializer_list<Bytes> parts);
  /// Says how it ended.
  Status end(const Status& ended);

 private:
  Status send(MessageKind kind, std::uint32_t cause, std::initializer_list<Bytes> parts);

  int pipe_;
};

/// Receives what a MessageWriter sends. What comes is not trusted: a process that goes through
/// octets of strangers may send anything.
class MessageReader {
 public:
  enum class Got : std::uint8_t {
    nothing_yet,
    message,  ///< kind() and octets() are its.
    end,      ///< ended() says how.
    gone,     ///< The sender went away in the middle, or sends what no sender would.
  };

  /// Reads what there is in `pipe`, which must not block.
  Got receive(int pipe);
  /// Forgets what came in part: another sender begins.
  void start_anew();

  MessageKind kind() const;
  /// Good until the next call of receive().
  Bytes octets() const;
  const Status& ended() const { return ended_; }

 private:
  Status ended_ = kOk;
  PodArray<std::uint8_t> received_;  // of the message at hand, so far
  std::size_t wanted_ = 0;           // 0: its header is not there yet
  bool is_given_ = false;            // receive() gave it
};

}  // namespace flowstat::dissect
