#pragma once

#include <memory>
#include <string>

#include "core/capture/source.h"
#include "core/capture/window.h"

namespace flowstat {

/// True if a file that begins with `front` is a pcapng file.
bool is_pcapng(Bytes front);

/// Reads a pcapng file: sections of either byte order, interfaces of any link type and time
/// resolution; Enhanced, Simple and the obsolete Packet Block. Other blocks are skipped.
/// draft-ietf-opsawg-pcapng.
///
/// `window` stands at the file's start; `name` is for messages, `file_index` for the frames.
/// Frames of a Simple Packet Block have no time. Interfaces are numbered through all sections.
/// Errors: damaged, if the first section header is unusable.
Result<std::unique_ptr<Source>> open_pcapng(std::unique_ptr<Window> window, std::string name,
                                            std::uint32_t file_index);

}  // namespace flowstat
