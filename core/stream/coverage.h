#pragma once

#include <cstdint>
#include <map>
#include <vector>

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

/// Octets [begin, end) of one kind.
struct Run {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  Evidence evidence = Evidence::data;
  Arrival first;  ///< Of its first octet.
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
/// first. The usual segment, next to the last run, costs no look-up.
class Coverage {
 public:
  /// Adds octets [begin, end) and says, in order, what each part of them is. Needs: begin < end.
  void add(const Run& run, std::vector<Part>& parts);

  bool empty() const { return last_.begin == last_.end; }
  std::int64_t begin() const { return runs_.empty() ? last_.begin : runs_.begin()->first; }
  std::int64_t end() const { return last_.end; }

  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [begin, run] : runs_) visit(run);
    if (!empty()) visit(last_);
  }

 private:
  using Runs = std::map<std::int64_t, Run>;

  void add_within(const Run& run, std::vector<Part>& parts);
  Runs::iterator first_behind(std::int64_t offset);
  void cut(Runs::iterator at, std::int64_t begin, std::int64_t end);
  void put(const Run& run);

  Runs runs_;  // all but the last, by their first octet
  Run last_;   // empty: there is none
};

}  // namespace flowstat
