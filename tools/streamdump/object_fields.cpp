#include "tools/streamdump/object_fields.h"

#include "core/stream/stream_fields.h"

namespace flowstat::streamdump {

namespace {

std::optional<std::string_view> view(const std::optional<std::string>& text) {
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

// clang-format off
constexpr Field<ObjectRows> kFields[] = {
    field<ObjectRows>({.name = "protocol", .about = "What it was transferred by: http, smb, tftp, imf, dicom, ftp-data, and so on."},
                      [](const ObjectRow& row) { return std::string_view(row.found.protocol); }),
    field<ObjectRows>({.name = "frame_number", .values = Values::rising, .wireshark = "frame.number",
                       .about = "Number of the frame that Wireshark names for it."},
                      [](const ObjectRow& row) { return row.found.frame; }),
    field<ObjectRows>({.name = "tcp_stream", .values = Values::rising, .wireshark = "tcp.stream",
                       .about = "Wireshark's number of its connection; null if it came by no TCP."},
                      [](const ObjectRow& row) { return row.found.tcp_stream; }),
    field<ObjectRows>({.name = "udp_stream", .values = Values::rising, .wireshark = "udp.stream",
                       .about = "The same of UDP."},
                      [](const ObjectRow& row) { return row.found.udp_stream; }),
    field<ObjectRows>({.name = "host", .about = "The host, as the protocol named it; null if it did not."},
                      [](const ObjectRow& row) { return view(row.found.host); }),
    field<ObjectRows>({.name = "content_type", .about = "Its type, as the protocol named it; null if it did not."},
                      [](const ObjectRow& row) { return view(row.found.content_type); }),
    field<ObjectRows>({.name = "name", .values = Values::scattered,
                       .about = "Its name as it was sent; octets that are no UTF-8 as \\xNN. Null if it had none."},
                      [](const ObjectRow& row) { return view(row.found.name); }),
    field<ObjectRows>({.name = "file", .values = Values::scattered, .about = "Its file, in the folder."},
                      [](const ObjectRow& row) { return std::string_view(row.file); }),
    field<ObjectRows>({.name = "file_bytes", .unit = Unit::bytes, .about = "Size of the file."},
                      [](const ObjectRow& row) { return static_cast<std::int64_t>(row.found.bytes); }),
    field<ObjectRows>({.name = kSha256Name, .values = Values::scattered, .about = "SHA-256 of the file, in hexadecimal."},
                      [](const ObjectRow& row) { return std::string_view(row.sha256); }),
};
// clang-format on
static_assert(well_formed(kFields));

}  // namespace

std::span<const Field<ObjectRows>> object_fields() {
  return kFields;
}

}  // namespace flowstat::streamdump
