#include "core/capture/merge.h"

#include <algorithm>

namespace flowstat {

namespace {

/// A source and the frames of it that were read but not yet taken.
class Head {
 public:
  explicit Head(std::unique_ptr<Source> source) : source_(std::move(source)) {}

  /// Makes sure that frame() is there, unless the source is at its end. Needs: !is_at_end().
  Status advance() {
    if (++next_ < batch_.frames.size()) return kOk;
    batch_.clear();
    next_ = 0;
    is_held = false;
    return source_->read(batch_);
  }
  bool is_at_end() const { return batch_.frames.empty(); }
  const Frame& frame() const { return batch_.frames[next_]; }
  const FrameBatch& batch() const { return batch_; }
  bool is_held = false;  ///< The merged batch holds the leases of batch().
  Progress progress() const { return source_->progress(); }
  bool frames_stay() const { return source_->frames_stay(); }

 private:
  std::unique_ptr<Source> source_;
  FrameBatch batch_;
  std::size_t next_ = 0;
};

class Timeline : public Source {
 public:
  explicit Timeline(std::vector<std::unique_ptr<Source>> sources) {
    for (auto& source : sources) heads_.emplace_back(std::move(source));
  }

  Status read(FrameBatch& batch) override {
    if (!started_) start();
    for (Head* head : open_) head->is_held = false;
    while (!batch.is_full() && !open_.empty()) {
      Head& head = **std::ranges::min_element(open_, is_before);
      if (!head.is_held) hold_all(head, batch);
      batch.add(head.frame());
      step(head);
    }
    return batch.frames.empty() ? damage_ : kOk;
  }

  Progress progress() const override {
    Progress sum;
    bool is_known = true;
    for (const Head& head : heads_) {
      sum.done_bytes += head.progress().done_bytes;
      sum.total_bytes += head.progress().total_bytes;
      is_known = is_known && head.progress().total_bytes > 0;
    }
    if (!is_known) sum.total_bytes = 0;
    return sum;
  }
  bool frames_stay() const override { return std::ranges::all_of(heads_, &Head::frames_stay); }

 private:
  /// Frame::kNoTime is the least of all times, so a frame without time comes at once, as in
  /// wiretap/merge.c. Equal times come in the order of the files, which open_ keeps.
  static bool is_before(const Head* a, const Head* b) {
    return a->frame().time_ns < b->frame().time_ns;
  }

  static void hold_all(Head& head, FrameBatch& batch) {
    for (const Lease& lease : head.batch().leases) batch.hold(lease);
    head.is_held = true;
  }

  void start() {
    started_ = true;
    for (Head& head : heads_) open_.push_back(&head);
    for (Head& head : heads_) step(head);
  }

  void step(Head& head) {
    const Status status = head.advance();
    if (!status.ok()) note(status.error());
    if (!status.ok() || head.is_at_end()) std::erase(open_, &head);
  }

  /// Keeps what ended a file, a line each, to tell it when all are at their end.
  void note(const Error& error) {
    if (damage_.ok()) {
      damage_ = error;
      return;
    }
    // Damage leaves all rows before it valid; anything else is the graver news.
    const Error& before = damage_.error();
    const Cause cause = before.cause == Cause::damaged ? error.cause : before.cause;
    damage_ = Error{before.message + "\n" + error.message, cause};
  }

  std::vector<Head> heads_;
  std::vector<Head*> open_;  // those with a frame to give, in the order of the files
  bool started_ = false;
  Status damage_ = kOk;  // told when every file is at its end
};

/// Gives the frames their numbers.
class Numbered : public Source {
 public:
  explicit Numbered(std::unique_ptr<Source> source) : source_(std::move(source)) {}

  Status read(FrameBatch& batch) override {
    const Status status = source_->read(batch);
    for (Frame& frame : batch.frames) frame.number = ++count_;
    return status;
  }
  Progress progress() const override { return source_->progress(); }
  bool frames_stay() const override { return source_->frames_stay(); }

 private:
  std::unique_ptr<Source> source_;
  std::int64_t count_ = 0;
};

}  // namespace

std::unique_ptr<Source> merge(std::vector<std::unique_ptr<Source>> sources) {
  if (sources.size() == 1) return std::make_unique<Numbered>(std::move(sources.front()));
  return std::make_unique<Numbered>(std::make_unique<Timeline>(std::move(sources)));
}

}  // namespace flowstat
