#include "tools/streamdump/followed_fields.h"

#include "core/stream/stream_fields.h"

namespace flowstat::streamdump {

namespace {

std::optional<std::string_view> view(const std::optional<std::string>& text) {
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

bool is_forward(const FollowedRow& row) {
  return row.direction == Direction::forward;
}

// clang-format off
constexpr Field<FollowedRows> kFields[] = {
    field<FollowedRows>({.name = "protocol", .about = "What was followed: tls, http, http2, quic, and so on."},
                        [](const FollowedRow& row) { return row.protocol; }),
    field<FollowedRows>({.name = "stream", .values = Values::rising,
                         .about = "Wireshark's number: tcp.stream, udp.stream, dccp.stream or quic.connection.number; of calls of SIP, in order of appearance."},
                        [](const FollowedRow& row) { return row.stream->number; }),
    field<FollowedRows>({.name = "substream", .values = Values::rising,
                         .about = "Wireshark's http2.streamid or quic.stream.stream_id; null for others."},
                        [](const FollowedRow& row) { return row.stream->substream; }),
    field<FollowedRows>({.name = "direction", .about = "forward is from who sent the conversation's first frame."},
                        [](const FollowedRow& row) { return row.direction; }),
    field<FollowedRows>({.name = "src_addr", .about = "Address of the sender."},
                        [](const FollowedRow& row) { return is_forward(row) ? row.stream->client : row.stream->server; }),
    field<FollowedRows>({.name = "src_port", .about = "Port of the sender."},
                        [](const FollowedRow& row) { return is_forward(row) ? row.stream->client_port : row.stream->server_port; }),
    field<FollowedRows>({.name = "dst_addr", .about = "Address of the receiver."},
                        [](const FollowedRow& row) { return is_forward(row) ? row.stream->server : row.stream->client; }),
    field<FollowedRows>({.name = "dst_port", .about = "Port of the receiver."},
                        [](const FollowedRow& row) { return is_forward(row) ? row.stream->server_port : row.stream->client_port; }),
    field<FollowedRows>({.name = "file", .values = Values::scattered,
                         .about = "File of the octets, below the folder; null where none could be written."},
                        [](const FollowedRow& row) { return view(row.file); }),
    field<FollowedRows>({.name = "file_bytes", .unit = Unit::bytes, .about = "Size of the file."},
                        [](const FollowedRow& row) { return row.file_bytes; }),
    field<FollowedRows>({.name = "first_time", .values = Values::rising, .about = "Time of the first frame that gave octets."},
                        [](const FollowedRow& row) { return TimeNs{row.first_time_ns}; }),
    field<FollowedRows>({.name = "last_time", .values = Values::rising, .about = "Time of the last frame that did."},
                        [](const FollowedRow& row) { return TimeNs{row.last_time_ns}; }),
    field<FollowedRows>({.name = "payload_bytes", .unit = Unit::bytes, .about = "Octets after decryption."},
                        [](const FollowedRow& row) { return row.payload_bytes; }),
    field<FollowedRows>({.name = "first_frame", .values = Values::rising, .wireshark = "frame.number",
                         .about = "Number of the first frame that gave octets."},
                        [](const FollowedRow& row) { return row.first_frame; }),
    field<FollowedRows>({.name = "last_frame", .values = Values::rising, .wireshark = "frame.number",
                         .about = "Number of the last frame that did."},
                        [](const FollowedRow& row) { return row.last_frame; }),
    field<FollowedRows>({.name = kMd5Name, .values = Values::scattered, .about = "MD5 of the file, in hexadecimal."},
                        [](const FollowedRow& row) { return view(row.digests.md5); }),
    field<FollowedRows>({.name = kSha256Name, .values = Values::scattered, .about = "SHA-256 of the file, in hexadecimal."},
                        [](const FollowedRow& row) { return view(row.digests.sha256); }),
};
// clang-format on
static_assert(well_formed(kFields));

}  // namespace

std::span<const Field<FollowedRows>> followed_fields() {
  return kFields;
}

}  // namespace flowstat::streamdump
