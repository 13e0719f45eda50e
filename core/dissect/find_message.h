#pragma once

#include "core/dissect/finds.h"
#include "core/dissect/message.h"

namespace flowstat::dissect {

/// Sends streams and their pieces as messages.
class FollowSender : public FollowTaker {
 public:
  explicit FollowSender(MessageWriter& to) : to_(to) {}
  Status begin(const FollowedStream& stream) override;
  Status take(const FollowedPiece& piece) override;

 private:
  MessageWriter& to_;
};

/// Sends objects as messages.
class ObjectSender : public ObjectTaker {
 public:
  explicit ObjectSender(MessageWriter& to) : to_(to) {}
  Status begin(const FoundObject& object) override;
  Status take(Bytes octets) override;

 private:
  MessageWriter& to_;
};

/// Hands on what a FollowSender sent.
class FollowReceiver {
 public:
  explicit FollowReceiver(FollowTaker& to) : to_(to) {}
  /// Errors: those of the taker; file, for a message that no sender sends.
  Status take(MessageKind kind, Bytes message);

 private:
  FollowTaker& to_;
  std::uint32_t streams_ = 0;  // so many were told
};

/// Hands on what an ObjectSender sent.
class ObjectReceiver {
 public:
  explicit ObjectReceiver(ObjectTaker& to) : to_(to) {}
  /// Errors: those of the taker; file, for a message that no sender sends.
  Status take(MessageKind kind, Bytes message);

 private:
  ObjectTaker& to_;
  std::uint64_t missing_bytes_ = 0;  // of the object at hand
};

}  // namespace flowstat::dissect
