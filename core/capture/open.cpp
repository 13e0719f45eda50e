#include "core/capture/open.h"

#include <algorithm>

#include "core/capture/looks_like.h"
#include "core/capture/merge.h"
#include "core/capture/pcap.h"
#include "core/capture/pcapng.h"

namespace flowstat {

namespace {

struct FileFormat {
  bool (*is)(Bytes front);
  Result<std::unique_ptr<Source>> (*open)(std::unique_ptr<Window> window, std::string name,
                                          std::uint32_t file_index);
};
constexpr FileFormat kFormats[] = {{is_pcap, open_pcap}, {is_pcapng, open_pcapng}};

constexpr std::size_t kLookedBytes = 512;

/// Damage in the file's header: there is nothing that could be read up to there.
Error unreadable(Error error) {
  if (error.cause == Cause::damaged) error.cause = Cause::file;
  return error;
}

/// A window with the first octets in view.
Result<std::unique_ptr<Window>> open_window(const CapturePath& capture, FrameLife life) {
  auto input = open_input(capture, life);
  if (!input.ok()) return input.error();
  auto window = std::make_unique<Window>(std::move(input.value()));
  // A pipe gives its file header first and packets when they come, so no more is waited for.
  if (const Status status = window->want(4); !status.ok()) return unreadable(status.error());
  if (window->view().empty()) return Error{"cannot read " + capture.name + ": it is empty"};
  return window;
}

const FileFormat* format_of(Bytes front) {
  const auto* const found =
      std::ranges::find_if(kFormats, [&](const FileFormat& format) { return format.is(front); });
  return found == std::end(kFormats) ? nullptr : found;
}

}  // namespace

Result<std::unique_ptr<Source>> open_capture(const CaptureInput& input,
                                             const OpenOther& open_other) {
  const std::string& name = input.at.name;
  auto opened = open_window(input.at, input.life);
  if (!opened.ok()) return opened.error();
  std::unique_ptr<Window> window = std::move(opened.value());
  if (const FileFormat* const format = format_of(window->view())) {
    auto source = format->open(std::move(window), name, input.file_index);
    if (!source.ok()) return unreadable(source.error());
    return source;
  }
  // One more read: that of a plain file has only given the octets that were looked at to open it.
  const Status status = window->want(kLookedBytes);
  if (!status.ok() && status.error().cause == Cause::interrupted) return status.error();
  const Bytes front = window->view().first(std::min(window->view().size(), kLookedBytes));
  const Error error{"cannot read " + name + ": not a pcap or pcapng capture; it looks like " +
                    looks_like(front)};
  if (open_other) return open_other(input, *window, error);
  return error;
}

Result<bool> is_pcap_or_pcapng(const CapturePath& capture) {
  const auto window = open_window(capture, FrameLife::batch);
  if (!window.ok()) return window.error();
  return format_of(window.value()->view()) != nullptr;
}

Result<std::unique_ptr<Source>> open_captures(std::span<const std::string> paths, FrameLife life) {
  std::vector<std::unique_ptr<Source>> sources;
  for (const std::string& path : paths) {
    auto source = open_capture(path, static_cast<std::uint32_t>(sources.size()), life);
    if (!source.ok()) return source.error();
    sources.push_back(std::move(source.value()));
  }
  return merge(std::move(sources));
}

}  // namespace flowstat
