#pragma once

#include "core/dissect/dissector.h"
#include "core/dissect/message.h"

namespace flowstat::dissect {

/// Sends rows as messages.
class RowSender : public RowTaker {
 public:
  explicit RowSender(MessageWriter& to) : to_(to) {}
  Status take(const Rows& rows) override;

 private:
  MessageWriter& to_;
  PodArray<std::uint8_t> message_;
};

/// Makes `to` what a message of rows tells; false if it is none of these columns.
bool load_rows(Bytes message, Rows& to);

}  // namespace flowstat::dissect
