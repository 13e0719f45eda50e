#pragma once

#include <memory>
#include <vector>

#include "core/capture/open.h"
#include "core/dissect/conversion.h"
#include "tools/walk/temporary_file.h"

namespace flowstat::walk {

/// Captures that wiretap has written as one pcapng file.
struct ConvertedCapture {
  TemporaryFile file;
  std::vector<dissect::Converted> of;  ///< Of each capture.
};

/// Lets a process with Wireshark's library convert captures. No thread may run yet.
/// Errors: unsupported, if this build cannot do it or one of them is no capture; file; interrupted.
Result<ConvertedCapture> convert(std::span<const CapturePath> captures,
                                 dissect::Recording recording);

/// Opens a capture that only wiretap can read; an OpenOther. No thread may run yet.
Result<std::unique_ptr<Source>> open_foreign(const CaptureInput& input, Window& octets,
                                             Error error);

/// `source`, of the capture `name`, as far as wiretap has read it. What wiretap found broken is
/// damaged behind its packets.
/// Error at the end: file, if there are not as many packets, since numbers would not agree.
std::unique_ptr<Source> bounded(std::unique_ptr<Source> source, const std::string& name,
                                const dissect::Converted& converted);

}  // namespace flowstat::walk
