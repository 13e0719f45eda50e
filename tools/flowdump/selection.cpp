#include "tools/flowdump/selection.h"

namespace flowstat::flowdump {

Result<Selection> Selection::make(const Options& options) {
  Selection made;
  made.start_ = options.start;
  made.duration_ns_ = options.duration_ns;
  made.count_ = options.count;
  if (options.filter.empty()) return made;
  auto filter = CaptureFilter::compile(options.filter);
  if (!filter.ok()) return filter.error();
  made.filter_ = std::move(filter.value());
  return made;
}

Status Selection::choose(std::span<const Frame> frames, std::vector<std::size_t>& to) {
  for (std::size_t i = 0; i < frames.size() && !is_over(); ++i) {
    const Frame& frame = frames[i];
    if (!is_in_time(frame)) continue;
    if (filter_) {
      const auto matches = filter_->matches(frame);
      if (!matches.ok()) return matches.error();
      if (!matches.value()) continue;
    }
    to.push_back(i);
    ++taken_;
  }
  return kOk;
}

bool Selection::is_in_time(const Frame& frame) {
  if (!start_ && !duration_ns_) return true;
  if (!frame.has_time()) return false;  // nobody can say when it was
  if (!first_ns_) first_ns_ = frame.time_ns;
  // In 128 bits, since hostile times may lie at both ends of int64.
  const __int128 start = !start_                  ? __int128{*first_ns_}
                         : start_->is_after_first ? __int128{*first_ns_} + start_->ns
                                                  : __int128{start_->ns};
  if (start_ && frame.time_ns < start) return false;
  return !duration_ns_ || frame.time_ns < start + *duration_ns_;
}

}  // namespace flowstat::flowdump
