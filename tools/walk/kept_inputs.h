#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/capture_path.h"
#include "core/capture/source.h"
#include "tools/walk/converted_capture.h"
#include "tools/walk/spool.h"

namespace flowstat::walk {

/// The captures that a command line names, for whoever has to read them more than once.
class KeptInputs {
 public:
  explicit KeptInputs(const std::vector<std::string>& inputs) : inputs_(inputs) {}

  /// Copies what can be read only once, in files below TMPDIR; a second call does nothing.
  /// Errors: usage, if there are no files; those of Spool.
  Status copy();
  /// Copies, and merges several captures, in files below TMPDIR. No thread may run yet; a second
  /// call does nothing. Errors: those of copy() and convert().
  Status keep();

  /// True if all of them are pcap or pcapng. Needs: copy(). Errors: those of is_pcap_or_pcapng().
  Result<bool> are_ours() const;

  /// One capture with the packets of all, in the order and so by the numbers that open() gives
  /// them; of one input, that itself. Needs: keep().
  const CapturePath& whole() const { return whole_; }
  /// The same as pcap or pcapng, whatever the inputs are. Needs: keep(), and no thread yet.
  /// Errors: those of convert().
  Result<CapturePath> recorded();

  /// Opens the inputs as one timeline, kept or not. Errors: those of open_captures().
  Result<std::unique_ptr<Source>> open(FrameLife life) const;

 private:
  Error better_error(const Error& error) const;

  std::vector<std::string> inputs_;
  bool is_kept_ = false;  // by keep()
  std::vector<std::unique_ptr<Spool>> copies_;
  std::vector<CapturePath> paths_;  // of the inputs, or of their copies; none before copy()
  std::optional<ConvertedCapture> merged_;
  std::optional<ConvertedCapture> recorded_;
  CapturePath whole_;
};

}  // namespace flowstat::walk
