// Random streams: whatever is sent, lost, cut, sent again and mixed up, what ByteStream says of it
// follows from what was captured alone.
//
// CASES=n runs so many, SEED=n other ones; SEED=n CASE=n one that failed.

#include <algorithm>
#include <cstdlib>
#include <random>

#include "tests/support/other_side.h"
#include "tests/support/reference_stream.h"
#include "tests/support/stored_stream.h"
#include "tests/unit/stream/kept_stream.h"

using namespace flowstat;

namespace {

constexpr std::uint64_t kSeed = 9293;
constexpr std::uint64_t kCases = 10'000;
constexpr std::uint32_t kIsns[] = {0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff};

/// A stream as it was sent, and what the capture has of it.
class Scenario {
 public:
  Scenario(std::uint64_t seed, std::uint64_t number) : random_(seed * 1'000'003 + number) {
    isn_ = one_in(4) ? static_cast<std::uint32_t>(random_()) : kIsns[below(std::size(kIsns))];
    octets_.resize(random_size());
    for (char& octet : octets_) octet = static_cast<char>(random_());
    send_segments();
    send_again();
    for (std::size_t i = below(4); i > 0; --i) send_zero_window_probe();
    lose();
    for (std::size_t i = below(4); i > 0; --i) send_keep_alive();
    for (std::size_t i = below(4); i > 0 && has_fin_; --i) send_behind_fin();
    for (std::size_t i = below(4); i > 0; --i) acknowledge();
    send_empty_ones();
  }

  /// The packets that were captured, in any order; they borrow from this.
  std::vector<Packet> packets_in_random_order() {
    std::vector<Packet> packets;
    for (const Sent& each : sent_) packets.push_back(packet_of(each, isn_, 1));
    std::ranges::shuffle(packets, random_);
    for (std::size_t i = 0; i < packets.size(); ++i)
      packets[i].frame_number = static_cast<std::int64_t>(i) + 1;
    return packets;
  }

  /// What is to come out.
  StreamOutcome truth() const {
    std::vector<SpanStatus> has(octets_.size(), SpanStatus::hole);
    for (const Sent& each : sent_)
      if (!is_made_up(each)) note(each, has);
    const auto is_known = [](SpanStatus status) { return status != SpanStatus::hole; };
    const auto first = std::ranges::find_if(has, is_known);
    StreamOutcome outcome;
    if (first == has.end() && !has_syn_) return outcome;
    if (!has_fin_)
      while (has.size() > acked_ && !is_known(has.back())) has.pop_back();
    std::size_t at = has_syn_ ? 0 : static_cast<std::size_t>(first - has.begin());
    for (; at < has.size(); ++at) {
      outcome.add(1, has[at]);
      if (has[at] == SpanStatus::data) outcome.octets += octets_[at];
    }
    return outcome;
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  bool one_in(std::size_t times) { return below(times) == 0; }

  /// 0 to 3000, small ones more often; now and then a large one.
  std::size_t random_size() {
    if (one_in(500)) return 20'000 + below(80'000);
    static constexpr std::size_t kMost[] = {1, 8, 64, 400, 3001};
    return below(kMost[below(std::size(kMost))] + 1);
  }

  Sent segment(std::size_t from, std::size_t to) const {
    return {static_cast<std::uint32_t>(from) + 1, octets_.substr(from, to - from)};
  }

  /// All octets, in segments of random sizes, between SYN and FIN.
  void send_segments() {
    static constexpr std::size_t kMost[] = {1, 3, 30, 300, 1460, 60'000};
    const std::size_t most = std::max(kMost[below(std::size(kMost))], octets_.size() / 200 + 1);
    const bool has_fast_open = one_in(4);
    sent_.push_back({0, "", one_in(2) ? "S" : "SA"});
    for (std::size_t from = 0; from < octets_.size();) {
      const std::size_t to = std::min(octets_.size(), from + 1 + below(most));
      sent_.push_back(segment(from, to));
      from = to;
    }
    if (has_fast_open && !octets_.empty())
      sent_.push_back({0, octets_.substr(0, below(octets_.size()) + 1), "S"});
    Sent last = segment(octets_.size() - below(std::min(octets_.size(), most) + 1), octets_.size());
    last.flags = "FA";
    sent_.push_back(last);
  }

  /// The same segments, other ones of the same octets, and ones of which the capture has a part.
  void send_again() {
    const std::size_t first = sent_.size();
    const std::size_t times = first / (1 + below(8));
    for (std::size_t i = 0; i < times; ++i) {
      const std::size_t from = below(octets_.size() + 1);
      const std::size_t to = from + below(std::min<std::size_t>(octets_.size() - from, 2000) + 1);
      sent_.push_back(one_in(2) ? sent_[below(first)] : segment(from, to));
    }
    const std::size_t cut_one_in = 1 + below(20);
    for (Sent& each : sent_)
      if (cut_one_in < 10 && !each.text.empty() && one_in(cut_one_in)) {
        each.payload_bytes = static_cast<std::uint32_t>(each.text.size());
        each.text.resize(below(each.text.size()));
      }
  }

  /// An octet that the receiver has no room for.
  void send_zero_window_probe() {
    if (octets_.empty()) return;
    const std::size_t at = below(octets_.size());
    sent_.push_back(segment(at, at + 1));
  }

  /// The capture has none of the SYNs, none of the FINs, and not all of the rest.
  void lose() {
    const bool has_no_syn = one_in(3);
    const bool has_no_fin = one_in(3);
    const std::size_t lost_one_in = one_in(20) ? 1 : 2 + below(20);
    std::erase_if(sent_, [&](const Sent& each) {
      if (is_syn(each) && has_no_syn) return true;
      if (is_fin(each) && has_no_fin) return true;
      return !is_syn(each) && lost_one_in < 15 && one_in(lost_one_in);
    });
    has_syn_ = std::ranges::any_of(sent_, is_syn);
    has_fin_ = std::ranges::any_of(sent_, is_fin);
  }

  /// A made-up octet where the last one is that was sent so far; the capture has that one too.
  void send_keep_alive() {
    const std::string octet(1, static_cast<char>(random_()));
    if (has_syn_ && one_in(4)) sent_.push_back({0, octet, kMadeUp});  // only the SYN was sent
    if (sent_.empty()) return;
    const Sent& kept = sent_[below(sent_.size())];
    if (kept.text.empty() || std::max<std::size_t>(kept.payload_bytes, kept.text.size()) < 2)
      return;
    const auto at = static_cast<std::uint32_t>(below(kept.text.size()));
    sent_.push_back({kept.seq + at + (is_syn(kept) ? 1 : 0), octet, kMadeUp});
  }

  /// What cannot be, since the stream is over: the receiver ignores it. Or a FIN before it is.
  void send_behind_fin() {
    const auto end = static_cast<std::uint32_t>(octets_.size()) + 1;
    sent_.push_back({end, std::string(1, static_cast<char>(random_())), kMadeUp});
    sent_.push_back({end - static_cast<std::uint32_t>(below(octets_.size() + 1)), "", "FA"});
    if (!has_syn_ && std::ranges::none_of(sent_, has_octets)) return;
    const std::string text(1 + below(20), static_cast<char>(random_()));
    sent_.push_back({end + static_cast<std::uint32_t>(below(20)), text, kMadeUp});
  }

  /// The other side has some octets, or all and the FIN, or says again what it said before.
  void acknowledge() {
    const std::size_t octets = below(octets_.size() + 2);
    sent_.push_back({static_cast<std::uint32_t>(octets) + 1, "", kOthers});
    sent_.push_back({0U - static_cast<std::uint32_t>(below(1000)), "", kOthers});
    if (octets > 0) acked_ = std::max(acked_, octets - 1);
  }

  void send_empty_ones() {
    for (std::size_t i = below(3); i > 0; --i)
      sent_.push_back({static_cast<std::uint32_t>(random_()), "", one_in(2) ? "A" : "R"});
  }

  static void note(const Sent& sent, std::vector<SpanStatus>& has) {
    const std::size_t from = sent.seq - (is_syn(sent) ? 0 : 1);
    for (std::size_t i = 0; i < sent.text.size(); ++i) has[from + i] = SpanStatus::data;
    for (std::size_t i = sent.text.size(); i < sent.payload_bytes; ++i)
      if (has[from + i] == SpanStatus::hole) has[from + i] = SpanStatus::truncated;
  }

  static constexpr const char* kMadeUp = "AA";
  static constexpr const char* kOthers = "O";

  static bool is_made_up(const Sent& sent) { return sent.flags == std::string_view(kMadeUp); }
  static bool is_syn(const Sent& sent) { return sent.flags[0] == 'S'; }
  static bool is_fin(const Sent& sent) { return sent.flags[0] == 'F'; }
  static bool has_octets(const Sent& sent) {
    return !is_made_up(sent) && (!sent.text.empty() || sent.payload_bytes > 0);
  }

  std::mt19937_64 random_;
  std::uint32_t isn_;
  std::string octets_;
  std::vector<Sent> sent_;  // once lose() is done, what the capture has
  bool has_syn_ = false;
  bool has_fin_ = false;
  std::size_t acked_ = 0;  // so many octets for sure
};

/// What does not agree, in words; empty: all does.
std::string disagreement(const StreamOutcome& truth, const std::vector<Packet>& packets,
                         Overlap overlap, const char* name) {
  StoredStream stored(overlap);
  for (const Packet& packet : packets) give(packet, stored);
  const StreamOutcome outcome = stored.outcome();
  if (stored.broken() != nullptr) return std::string("broken promise: ") + stored.broken();
  if (!stored.stream().conflicts().empty()) return std::string(name) + ": there is a conflict";
  if (outcome == truth) return "";
  return std::string(name) + " is " + text_of(outcome) + "\nnot " + text_of(truth);
}

std::string disagreement(std::uint64_t seed, std::uint64_t number) {
  Scenario scenario(seed, number);
  const StreamOutcome truth = scenario.truth();
  const std::vector<Packet> packets = scenario.packets_in_random_order();

  ReferenceStream reference(Overlap::first);
  for (const Packet& packet : packets) give(packet, reference);
  if (reference.outcome() != truth)
    return "the reference is " + text_of(reference.outcome()) + "\nnot " + text_of(truth);

  std::string text = disagreement(truth, packets, Overlap::first, "one order");
  if (text.empty()) text = disagreement(truth, packets, Overlap::last, "Overlap::last");
  if (text.empty())
    text = disagreement(truth, scenario.packets_in_random_order(), Overlap::first, "another order");
  return text;
}

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

void octets_do_not_depend_on_the_order(void**) {
  const std::uint64_t seed = number_of("SEED", kSeed);
  const std::uint64_t first = number_of("CASE", 0);
  const std::uint64_t cases = std::getenv("CASE") != nullptr ? 1 : number_of("CASES", kCases);
  for (std::uint64_t i = first; i < first + cases; ++i) {
    const std::string text = disagreement(seed, i);
    if (!text.empty())
      print_error("SEED=%llu CASE=%llu\n", static_cast<unsigned long long>(seed),
                  static_cast<unsigned long long>(i));
    assert_string_equal(text.c_str(), "");
  }
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {cmocka_unit_test(octets_do_not_depend_on_the_order)};
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
