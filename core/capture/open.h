#pragma once

#include <memory>
#include <span>
#include <string>

#include "core/capture/source.h"

namespace flowstat {

/// Opens one capture file or pipe ("-" is standard input): pcap or pcapng, plain or compressed.
///
/// With FrameLife::source a plain file is mapped instead of read, and its frames stay as long as
/// the source; all else is read as ever. Of a mapped file what is appended later is not seen; one
/// that another program cuts short is damaged, see MappedFile for what may happen then.
///
/// Errors: file, if it cannot be opened, is empty or no capture; the message says what it looks
/// like.
Result<std::unique_ptr<Source>> open_capture(const std::string& path, std::uint32_t file_index,
                                             FrameLife life = FrameLife::batch);

/// Opens `paths` as one timeline: frames come in the order of their times, equal times in the order
/// of `paths`, as mergecap puts them; a frame without time comes at once. Frames are numbered
/// from 1.
///
/// A file that is damaged ends there; the others go on, and what was wrong is told at the end,
/// a line a file.
Result<std::unique_ptr<Source>> open_captures(std::span<const std::string> paths,
                                              FrameLife life = FrameLife::batch);

}  // namespace flowstat
