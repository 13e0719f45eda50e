#include "tools/walk/kept_inputs.h"

#include "core/capture/merge.h"
#include "core/capture/open.h"

namespace flowstat::walk {

Status KeptInputs::copy() {
  if (!paths_.empty()) return kOk;
  if (inputs_.empty())
    return Error{"Wireshark's fields and filters, and -w, are for files, not for an interface",
                 Cause::usage};
  for (const std::string& input : inputs_) {
    CapturePath& path = paths_.emplace_back(capture_path(input));
    copies_.push_back(std::make_unique<Spool>());
    if (Status taken = copies_.back()->take(input, path.path); !taken.ok()) return taken;
  }
  return kOk;
}

Status KeptInputs::keep() {
  if (is_kept_) return kOk;
  is_kept_ = true;
  if (Status copied = copy(); !copied.ok()) return copied;
  whole_ = paths_.front();
  if (paths_.size() == 1) return kOk;
  auto merged = convert(paths_, dissect::Recording::all);
  if (!merged.ok()) return better_error(merged.error());
  merged_ = std::move(merged.value());
  whole_ = {merged_->file.path(), "the inputs"};
  return kOk;
}

/// What is no capture at all is told as ever, which says what it looks like.
Error KeptInputs::better_error(const Error& error) const {
  if (error.cause != Cause::unsupported) return error;
  const auto opened = open(FrameLife::batch);
  return opened.ok() ? error : opened.error();
}

Result<bool> KeptInputs::are_ours() const {
  for (const CapturePath& path : paths_)
    if (const auto is_ours = is_pcap_or_pcapng(path); !is_ours.ok() || !is_ours.value())
      return is_ours;
  return true;
}

Result<CapturePath> KeptInputs::recorded() {
  const auto is_ours = is_pcap_or_pcapng(whole_);
  if (!is_ours.ok()) return is_ours.error();
  if (is_ours.value()) return whole_;
  auto recorded = convert({&whole_, 1}, dissect::Recording::all);
  if (!recorded.ok()) return recorded.error();
  recorded_ = std::move(recorded.value());
  return CapturePath{recorded_->file.path(), whole_.name};
}

Result<std::unique_ptr<Source>> KeptInputs::open(FrameLife life) const {
  std::vector<std::unique_ptr<Source>> sources;
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    const CapturePath at = paths_.empty() ? capture_path(inputs_[i]) : paths_[i];
    auto source = open_capture({at, static_cast<std::uint32_t>(i), life}, open_foreign);
    if (!source.ok()) return source.error();
    if (merged_) source = bounded(std::move(source.value()), at.name, merged_->of[i]);
    sources.push_back(std::move(source.value()));
  }
  return merge(std::move(sources));
}

}  // namespace flowstat::walk
