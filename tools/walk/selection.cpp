#include "tools/walk/selection.h"

namespace flowstat::walk {

Result<Selection> Selection::make(const Wanted& wanted) {
  Selection made;
  made.wanted_ = wanted;
  if (wanted.filter.empty()) return made;
  auto filter = CaptureFilter::compile(wanted.filter);
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
  if (!wanted_.start && !wanted_.duration_ns) return true;
  if (!frame.has_time()) return false;  // nobody can say when it was
  if (!first_ns_) first_ns_ = frame.time_ns;
  // In 128 bits, since hostile times may lie at both ends of int64.
  const __int128 start = !wanted_.start                  ? __int128{*first_ns_}
                         : wanted_.start->is_after_first ? __int128{*first_ns_} + wanted_.start->ns
                                                         : __int128{wanted_.start->ns};
  if (wanted_.start && frame.time_ns < start) return false;
  return !wanted_.duration_ns || frame.time_ns < start + *wanted_.duration_ns;
}

}  // namespace flowstat::walk
