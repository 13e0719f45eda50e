#include "core/capture/open.h"

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

}  // namespace

Result<std::unique_ptr<Source>> open_capture(const std::string& path, std::uint32_t file_index,
                                             FrameLife life) {
  auto input = open_input(path, life);
  if (!input.ok()) return input.error();
  auto window = std::make_unique<Window>(std::move(input.value()));
  const std::string name = input_name(path);
  // A pipe gives its file header first and packets when they come, so no more is waited for.
  if (const Status status = window->want(4); !status.ok()) return unreadable(status.error());
  if (window->view().empty()) return Error{"cannot read " + name + ": it is empty"};
  for (const FileFormat& format : kFormats) {
    if (!format.is(window->view())) continue;
    auto source = format.open(std::move(window), name, file_index);
    if (!source.ok()) return unreadable(source.error());
    return source;
  }
  // One more read: that of a plain file has only given the octets that were looked at to open it.
  const Status status = window->want(kLookedBytes);
  if (!status.ok() && status.error().cause == Cause::interrupted) return status.error();
  const Bytes front = window->view().first(std::min(window->view().size(), kLookedBytes));
  return Error{"cannot read " + name + ": not a pcap or pcapng capture; it looks like " +
               looks_like(front)};
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
