#pragma once

#include <memory>
#include <string>

#include "core/capture/source.h"
#include "core/capture/window.h"

namespace flowstat {

/// True if a file that begins with `front` is a pcap file: either byte order, micro- or
/// nanoseconds.
bool is_pcap(Bytes front);

/// Reads a pcap file. draft-ietf-opsawg-pcap.
///
/// `window` stands at the file's start; `name` is for messages, `file_index` for the frames.
/// Errors: damaged, if the file header is cut short; file, if it is of a version that nobody
/// writes.
Result<std::unique_ptr<Source>> open_pcap(std::unique_ptr<Window> window, std::string name,
                                          std::uint32_t file_index);

}  // namespace flowstat
