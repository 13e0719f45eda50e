#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "core/base/frame.h"

namespace flowstat {

/// How sure the octets of a run are; a better kind replaces a lesser one.
enum class Evidence : std::uint8_t {
  truncated,  ///< Sent, but not captured.
  probe,      ///< A segment of one octet, which may be a keep-alive's made-up one.
  data,
};

/// Where octets came from.
struct Arrival {
  std::int64_t frame = 0;
  std::int64_t time_ns = 0;
};

/// Nobody knows any more: who brought the octets within a run is not kept.
inline constexpr Arrival kUnknownArrival{0, Frame::kNoTime};

/// Octets [begin, end) of one kind.
struct Run {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  Evidence evidence = Evidence::data;
  Arrival first;  ///< Of its first octet.

  /// That of the octet at `offset`, as far as it is known.
  Arrival first_at(std::int64_t offset) const { return offset == begin ? first : kUnknownArrival; }
};

/// A part of a segment, and what it is to the stream.
struct Part {
  enum class Kind : std::uint8_t {
    fresh,   ///< Nothing was there.
    better,  ///< Something less sure was there.
    again,   ///< Data on data: it should be equal.
    known,   ///< Something as good or better is there, and nothing to compare.
  };
  std::int64_t begin = 0;
  std::int64_t end = 0;
  Kind kind = Kind::fresh;
};

/// Which octets of a stream have come: runs that neither overlap nor touch one of their own kind.
///
/// The result does not depend on the order of add() calls but for `first`, which is of who came
/// first. Of a run whose front was replaced by something better, that is not known any more.
///
/// The usual segment, next to the last run, costs no look-up. There are never more than two runs
/// for each add(), each of some 100 octets: hostile packets make us take about what they take
/// themselves.
class Coverage {
 public:
  /// Adds octets [begin, end) and says, in order, what each part of them is. Needs: begin < end.
  void add(const Run& run, std::vector<Part>& parts);

  bool empty() const { return last_.begin == last_.end; }
  std::int64_t begin() const { return has_others() ? others_->begin()->first : last_.begin; }
  std::int64_t end() const { return last_.end; }

  template <class Visit>
  void for_each(Visit visit) const {
    visit_from(INT64_MIN, [&](const Run& run) {
      visit(run);
      return true;
    });
  }

  /// Visits the runs that end behind `offset`, in order, as long as `visit` says so.
  template <class Visit>
  void visit_from(std::int64_t offset, Visit visit) const {
    if (has_others())
      for (auto at = first_behind(offset); at != others_->end(); ++at)
        if (!visit(at->second)) return;
    if (last_.end > std::max(offset, last_.begin)) visit(last_);
  }

 private:
  using Runs = std::map<std::int64_t, Run>;

  bool has_others() const { return others_ && !others_->empty(); }
  Runs& others();
  void add_within(const Run& run, std::vector<Part>& parts);
  Runs::iterator first_behind(std::int64_t offset) const;
  void cut(Runs::iterator at, std::int64_t begin, std::int64_t end);
  void put(const Run& run);

  std::unique_ptr<Runs> others_;  // all but the last, by their first octet; few streams have any
  Run last_;                      // empty: there is none
};

}  // namespace flowstat
