#include "core/dissect/message.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "core/base/descriptor.h"

namespace flowstat::dissect {

namespace {

/// What each message begins with.
struct Header {
  MessageKind kind = MessageKind::end;
  std::uint32_t cause = 0;  // of an end: 0, or one more than the Cause
  std::uint64_t bytes = 0;  // that follow
};

/// A message is never longer: what claims to be is damaged. A row may be as large as a reassembled
/// transfer.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 31;
constexpr std::size_t kReadBytes = 1'048'576;

Status write_to(int pipe, Bytes octets) {
  const int error = write_all(pipe, octets);
  return error == 0 ? kOk : Status(Error{"nobody reads any more", Cause::broken_pipe});
}

Header header_of(const PodArray<std::uint8_t>& message) {
  Header header;
  std::memcpy(&header, message.data(), sizeof header);
  return header;
}

}  // namespace

Status MessageWriter::send(MessageKind kind, std::initializer_list<Bytes> parts) {
  return send(kind, 0, parts);
}

Status MessageWriter::send(MessageKind kind, std::uint32_t cause,
                           std::initializer_list<Bytes> parts) {
  Header header{kind, cause, 0};
  for (const Bytes part : parts) header.bytes += part.size();
  if (header.bytes > kMostBytes) return Error{"a packet's values take more than 2 GiB"};
  const auto* const front = reinterpret_cast<const std::uint8_t*>(&header);
  if (Status sent = write_to(pipe_, {front, sizeof header}); !sent.ok()) return sent;
  for (const Bytes part : parts)
    if (Status sent = write_to(pipe_, part); !sent.ok()) return sent;
  return kOk;
}

Status MessageWriter::end(const Status& ended) {
  const std::string words = ended.ok() ? "" : ended.error().message;
  const std::uint32_t cause = ended.ok() ? 0 : 1 + static_cast<std::uint32_t>(ended.error().cause);
  return send(MessageKind::end, cause,
              {{reinterpret_cast<const std::uint8_t*>(words.data()), words.size()}});
}

MessageKind MessageReader::kind() const {
  return header_of(received_).kind;
}

Bytes MessageReader::octets() const {
  return received_.view().subspan(sizeof(Header));
}

void MessageReader::start_anew() {
  received_.clear();
  wanted_ = 0;
  is_given_ = false;
}

MessageReader::Got MessageReader::receive(int pipe) {
  if (is_given_) start_anew();
  for (;;) {
    if (wanted_ == 0 && received_.size() == sizeof(Header)) {
      const Header header = header_of(received_);
      if (header.bytes > kMostBytes) return Got::gone;
      wanted_ = sizeof header + header.bytes;
    }
    if (wanted_ > 0 && received_.size() == wanted_) {
      is_given_ = true;
      const Header header = header_of(received_);
      if (header.kind != MessageKind::end) return Got::message;
      const std::string words(reinterpret_cast<const char*>(octets().data()), octets().size());
      if (header.cause > 0) ended_ = Error{words, static_cast<Cause>(header.cause - 1)};
      return Got::end;
    }
    // No more than was announced is asked for, and memory is taken as octets come.
    const std::size_t had = received_.size();
    const std::size_t missing = (wanted_ == 0 ? sizeof(Header) : wanted_) - had;
    const std::size_t asked = std::min(missing, kReadBytes);
    const ssize_t got = read(pipe, received_.extend(asked), asked);
    received_.shrink_to(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return Got::gone;
    if (got < 0 && errno == EAGAIN) return Got::nothing_yet;
    if (got < 0 && errno != EINTR) return Got::gone;
  }
}

}  // namespace flowstat::dissect
