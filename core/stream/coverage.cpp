#include "core/stream/coverage.h"

#include <algorithm>

namespace flowstat {

void Coverage::add(const Run& run, std::vector<Part>& parts) {
  if (empty() || run.begin >= last_.end) {
    parts.push_back({run.begin, run.end, Part::Kind::fresh});
    if (!empty() && run.begin == last_.end && run.evidence == last_.evidence) {
      last_.end = run.end;
      return;
    }
    if (!empty()) others().emplace_hint(others().end(), last_.begin, last_);
    last_ = run;
    return;
  }
  Runs& runs = others();
  runs.emplace_hint(runs.end(), last_.begin, last_);
  add_within(run, parts);
  last_ = runs.rbegin()->second;
  runs.erase(std::prev(runs.end()));
}

Coverage::Runs& Coverage::others() {
  if (!others_) others_ = std::make_unique<Runs>();
  return *others_;
}

/// Adds a run where all others are in the map.
void Coverage::add_within(const Run& run, std::vector<Part>& parts) {
  std::int64_t at = run.begin;
  while (at < run.end) {
    const auto next = first_behind(at);
    if (next == others_->end() || next->second.begin > at) {
      const std::int64_t end =
          next == others_->end() ? run.end : std::min(run.end, next->second.begin);
      parts.push_back({at, end, Part::Kind::fresh});
      put({at, end, run.evidence, run.first});
      at = end;
      continue;
    }
    const std::int64_t end = std::min(run.end, next->second.end);
    const Evidence there = next->second.evidence;
    if (run.evidence > there) {
      cut(next, at, end);
      parts.push_back({at, end, Part::Kind::better});
      put({at, end, run.evidence, run.first});
    } else {
      const bool is_data = run.evidence == Evidence::data;  // then so is what is there
      parts.push_back({at, end, is_data ? Part::Kind::again : Part::Kind::known});
    }
    at = end;
  }
}

/// The first run that ends behind `offset`.
Coverage::Runs::iterator Coverage::first_behind(std::int64_t offset) const {
  const auto above = others_->upper_bound(offset);
  if (above == others_->begin()) return above;
  const auto before = std::prev(above);
  return before->second.end > offset ? before : above;
}

/// Takes [begin, end) out of the run at `at`, which holds it.
void Coverage::cut(Runs::iterator at, std::int64_t begin, std::int64_t end) {
  const Run run = at->second;
  others_->erase(at);
  if (run.begin < begin)
    others_->emplace(run.begin, Run{run.begin, begin, run.evidence, run.first});
  if (end < run.end) others_->emplace(end, Run{end, run.end, run.evidence, kUnknownArrival});
}

/// Puts a run where there is none, and joins it to those of its kind that it touches.
void Coverage::put(const Run& run) {
  Run joined = run;
  const auto after = others_->find(run.end);
  if (after != others_->end() && after->second.evidence == run.evidence) {
    joined.end = after->second.end;
    others_->erase(after);
  }
  const auto above = others_->lower_bound(run.begin);
  if (above != others_->begin()) {
    Run& before = std::prev(above)->second;
    if (before.end == run.begin && before.evidence == run.evidence) {
      before.end = joined.end;
      return;
    }
  }
  others_->emplace_hint(above, joined.begin, joined);
}

}  // namespace flowstat
