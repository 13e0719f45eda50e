#include "core/dissect/find_message.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "core/base/descriptor.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace flowstat::dissect;

namespace {

std::string text_of(Bytes octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

class Streams : public FollowTaker {
 public:
  Status begin(const FollowedStream& stream) override {
    told.push_back(stream);
    return kOk;
  }
  Status take(const FollowedPiece& piece) override {
    octets += text_of(piece.octets);
    last = piece;
    return kOk;
  }

  std::vector<FollowedStream> told;
  std::string octets;
  FollowedPiece last;
};

class Objects : public ObjectTaker {
 public:
  Status begin(const FoundObject& object) override {
    told.push_back(object);
    return kOk;
  }
  Status take(Bytes part) override {
    octets += text_of(part);
    return kOk;
  }

  std::vector<FoundObject> told;
  std::string octets;
};

/// A message, as it came out of a pipe.
struct Message {
  MessageKind kind;
  std::string octets;
};

/// What `send` sends.
template <class Send>
std::vector<Message> sent_by(Send send) {
  int ends[2];
  assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
  const Descriptor from(ends[0]);
  Descriptor to(ends[1]);
  MessageWriter writer(to.fd());
  send(writer);
  to = Descriptor();
  std::vector<Message> messages;
  MessageReader reader;
  while (reader.receive(from.fd()) == MessageReader::Got::message)
    messages.push_back({reader.kind(), text_of(reader.octets())});
  return messages;
}

FollowedStream a_stream() {
  FollowedStream stream;
  stream.number = 7;
  stream.substream = 5;
  stream.client = IpAddress::v4(bytes_of("\x0a\1\2\3").data());
  stream.client_port = 443;
  stream.vlan_id = 12;
  return stream;
}

std::vector<Message> followed() {
  return sent_by([](MessageWriter& writer) {
    FollowSender sender(writer);
    assert_true(sender.begin(a_stream()).ok());
    assert_true(sender.take({0, true, 12, 34, bytes_of("hello")}).ok());
  });
}

FoundObject object() {
  FoundObject found;
  found.protocol = "http";
  found.frame = 9;
  found.tcp_stream = 3;
  found.name = std::string("a\0b", 3);
  found.host = "";
  found.bytes = 5;
  return found;
}

std::vector<Message> found() {
  return sent_by([](MessageWriter& writer) {
    ObjectSender sender(writer);
    assert_true(sender.begin(object()).ok());
    assert_true(sender.take(bytes_of("hello")).ok());
  });
}

template <class Receiver>
bool take(Receiver& receiver, const Message& message) {
  return receiver.take(message.kind, bytes_of(message.octets)).ok();
}

void a_stream_comes_as_it_was_sent(void**) {
  Streams streams;
  FollowReceiver receiver(streams);
  for (const Message& message : followed()) assert_true(take(receiver, message));
  assert_int_equal(streams.told.size(), 1);
  const FollowedStream& told = streams.told[0];
  assert_int_equal(told.number, 7);
  assert_int_equal(told.substream.value(), 5);
  assert_true(told.client == a_stream().client && told.server == IpAddress());
  assert_int_equal(told.client_port, 443);
  assert_int_equal(told.vlan_id.value(), 12);
  assert_string_equal(streams.octets.c_str(), "hello");
  assert_true(streams.last.is_from_server && streams.last.frame == 12 &&
              streams.last.time_ns == 34);
}

void an_object_comes_as_it_was_sent(void**) {
  Objects objects;
  ObjectReceiver receiver(objects);
  for (const Message& message : found()) assert_true(take(receiver, message));
  assert_int_equal(objects.told.size(), 1);
  const FoundObject& told = objects.told[0];
  assert_true(told.protocol == "http" && told.frame == 9 && told.tcp_stream == 3);
  assert_true(!told.udp_stream && !told.content_type && told.host == "");
  assert_true(told.name == object().name);
  assert_string_equal(objects.octets.c_str(), "hello");
}

void a_piece_of_no_stream_is_refused(void**) {
  Streams streams;
  FollowReceiver receiver(streams);
  assert_false(take(receiver, followed()[1]));
}

void more_octets_than_were_announced_are_refused(void**) {
  Objects objects;
  ObjectReceiver receiver(objects);
  const auto messages = found();
  assert_false(take(receiver, messages[1]));  // of no object
  assert_true(take(receiver, messages[0]));
  assert_false(take(receiver, messages[0]));  // the one before is not whole
  assert_false(take(receiver, {MessageKind::octets, "hello!"}));
}

void an_address_of_no_kind_is_refused(void**) {
  Streams streams;
  FollowReceiver receiver(streams);
  Message message = followed()[0];
  const std::size_t at = message.octets.find("\x0a\1\2\3") + sizeof(IpAddress::octets);
  message.octets[at] = 9;
  assert_false(take(receiver, message));
}

void no_message_reads_beyond_its_end(void**) {
  Streams streams;
  Objects objects;
  FollowReceiver follower(streams);
  ObjectReceiver finder(objects);
  const Message stream = followed()[0];
  for (std::size_t size = 0; size < stream.octets.size(); ++size)
    assert_false(take(follower, {stream.kind, stream.octets.substr(0, size)}));
  const Message object = found()[0];
  for (std::size_t size = 0; size < object.octets.size(); ++size)
    assert_false(take(finder, {object.kind, object.octets.substr(0, size)}));
  assert_false(take(follower, {MessageKind::rows, ""}));
  assert_false(take(finder, {MessageKind::piece, ""}));
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(a_stream_comes_as_it_was_sent),
                              cmocka_unit_test(an_object_comes_as_it_was_sent),
                              cmocka_unit_test(a_piece_of_no_stream_is_refused),
                              cmocka_unit_test(more_octets_than_were_announced_are_refused),
                              cmocka_unit_test(an_address_of_no_kind_is_refused),
                              cmocka_unit_test(no_message_reads_beyond_its_end)};
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
