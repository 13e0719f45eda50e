#include "core/dissect/engine/packet_file.h"

#include <array>

#include "core/dissect/engine/field_value.h"
#include "core/dissect/engine/wiretap_error.h"

namespace flowstat::dissect {

namespace {

constexpr std::int64_t kNoTime = INT64_MIN;

/// Wireshark can show files of any kind as one packet, which are no captures for that.
constexpr std::array kWholeFiles = {WTAP_ENCAP_MIME, WTAP_ENCAP_JSON, WTAP_ENCAP_RFC7468};

}  // namespace

Result<std::unique_ptr<PacketFile>> PacketFile::open(const CapturePath& capture) {
  std::unique_ptr<PacketFile> made(new PacketFile());
  made->name_ = capture.name;
  int error = 0;
  char* info = nullptr;
  made->file_ = wtap_open_offline(capture.path.c_str(), WTAP_TYPE_AUTO, &error, &info, false);
  if (made->file_ != nullptr && std::ranges::count(kWholeFiles, wtap_file_encap(made->file_)) == 0)
    return made;
  const bool is_unknown = made->file_ != nullptr || error == WTAP_ERR_FILE_UNKNOWN_FORMAT;
  return Error{"cannot read " + capture.name + ": " + words_of(error, info),
               is_unknown ? Cause::unsupported : Cause::file};
}

PacketFile::~PacketFile() {
  if (file_ != nullptr) wtap_close(file_);
}

bool PacketFile::read() {
  record_.reset();
  int error = 0;
  char* info = nullptr;
  std::int64_t offset = 0;
  const bool has_read = record_.read(file_, &error, &info, &offset);
  if (has_read && is_packet()) ++packets_;
  if (!has_read && error != 0)
    ended_ =
        Error{"cannot read " + name_ + " to its end: " + words_of(error, info), Cause::damaged};
  return has_read;
}

std::int64_t PacketFile::time_ns() {
  const wtap_rec& header = record_.header();
  if ((header.presence_flags & WTAP_HAS_TS) == 0) return kNoTime;
  return ns_of(header.ts).value_or(kNoTime);
}

}  // namespace flowstat::dissect
