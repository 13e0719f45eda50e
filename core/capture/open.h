#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "core/base/capture_path.h"
#include "core/capture/source.h"
#include "core/capture/window.h"

namespace flowstat {

/// One of the captures to open.
struct CaptureInput {
  CapturePath at;
  std::uint32_t file_index = 0;
  FrameLife life = FrameLife::batch;
};

/// Opens what is neither pcap nor pcapng: `octets` gives all of it, decompressed, and `error` is
/// what is said where this cannot open it either.
using OpenOther = std::function<Result<std::unique_ptr<Source>>(const CaptureInput& input,
                                                                Window& octets, Error error)>;

/// Opens one capture file or pipe: pcap or pcapng, plain or compressed, or what `open_other` takes.
///
/// With FrameLife::source a plain file is mapped instead of read, and its frames stay as long as
/// the source; all else is read as ever. Of a mapped file what is appended later is not seen; one
/// that another program cuts short is damaged, see MappedFile for what may happen then.
///
/// Errors: file, if it cannot be opened, is empty or no capture; the message says what it looks
/// like.
Result<std::unique_ptr<Source>> open_capture(const CaptureInput& input,
                                             const OpenOther& open_other = {});
inline Result<std::unique_ptr<Source>> open_capture(const std::string& path,
                                                    std::uint32_t file_index,
                                                    FrameLife life = FrameLife::batch) {
  return open_capture({capture_path(path), file_index, life});
}

/// True if `capture` is pcap or pcapng, plain or compressed. Errors: file, interrupted.
Result<bool> is_pcap_or_pcapng(const CapturePath& capture);

/// Opens `paths` as one timeline: frames come in the order of their times, equal times in the order
/// of `paths`, as mergecap puts them; a frame without time comes at once. Frames are numbered
/// from 1.
///
/// A file that is damaged ends there; the others go on, and what was wrong is told at the end,
/// a line a file.
Result<std::unique_ptr<Source>> open_captures(std::span<const std::string> paths,
                                              FrameLife life = FrameLife::batch);

}  // namespace flowstat
