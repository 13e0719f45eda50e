#include "core/capture/record_copy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "core/base/pod_array.h"
#include "core/capture/byte_order.h"
#include "core/capture/damage.h"
#include "core/capture/pcap.h"
#include "core/capture/pcapng.h"
#include "core/capture/window.h"

namespace flowstat {

namespace {

/// The octets of a capture on their way.
class Octets {
 public:
  Octets(std::unique_ptr<Window> window, std::string name, PutOctets put)
      : window_(std::move(window)), name_(std::move(name)), put_(std::move(put)) {}

  /// Gets `bytes` into view; false at the end of the capture. Needs: as Window::want().
  Result<bool> see(std::size_t bytes) {
    if (const Status status = window_->want(bytes); !status.ok()) return status.error();
    if (window_->view().empty()) return false;
    if (window_->view().size() < bytes) return cut_short();
    return true;
  }
  const std::uint8_t* view() const { return window_->view().data(); }

  /// Steps behind the next `bytes` and gives them, once all are there; good until the next call.
  Result<Bytes> take(std::uint64_t bytes) {
    if (bytes > Window::kMostWanted) return gather(bytes);
    const auto seen = see(static_cast<std::size_t>(bytes));
    if (!seen.ok()) return seen.error();
    if (!seen.value()) return cut_short();
    const Bytes taken = window_->view().first(static_cast<std::size_t>(bytes));
    window_->skip(taken.size());
    return taken;
  }
  Status hand_on(std::uint64_t bytes) {
    const auto taken = take(bytes);
    if (!taken.ok()) return taken.error();
    return put(taken.value());
  }
  Status step_over(std::uint64_t bytes) {
    const auto skipped = window_->skip_far(bytes);
    if (!skipped.ok()) return skipped.error();
    return skipped.value() == bytes ? kOk : Status(cut_short());
  }
  Status put(Bytes octets) { return put_(octets); }

  Error damage(const std::string& what) const { return damage_at(name_, window_->offset(), what); }

 private:
  Error cut_short() const { return damage("the file is cut short"); }

  /// What does not fit the window; memory is taken as octets come.
  Result<Bytes> gather(std::uint64_t bytes) {
    gathered_.clear();
    while (gathered_.size() < bytes) {
      const auto piece = static_cast<std::size_t>(
          std::min<std::uint64_t>(bytes - gathered_.size(), kMostFrameBytes));
      const auto taken = take(piece);
      if (!taken.ok()) return taken;
      gathered_.append(taken.value().data(), piece);
    }
    return gathered_.view();
  }

  std::unique_ptr<Window> window_;
  std::string name_;
  PutOctets put_;
  PodArray<std::uint8_t> gathered_;
};

/// Where a packet that is looked for stands: going on is up to the format.
class Walk : public RecordCopy {
 public:
  explicit Walk(Octets octets) : octets_(std::move(octets)) {}

  virtual Status begin() = 0;

  Status copy(std::int64_t packet) override {
    while (packet_ < packet) {
      const auto is_there = go_on(packet);
      if (!is_there.ok()) return is_there.error();
      if (!is_there.value())
        return octets_.damage("there are only " + std::to_string(packet_) + " packets");
    }
    return kOk;
  }

  Status finish() override {
    for (;;) {
      const auto is_there = go_on(INT64_MAX);
      if (!is_there.ok()) return is_there.error();
      if (!is_there.value()) return kOk;
    }
  }

 protected:
  /// Goes behind one record, counts it if it is a packet, and hands it on if it is `wanted`. False
  /// at the end.
  virtual Result<bool> go_on(std::int64_t wanted) = 0;

  static Result<bool> done(Status status) {
    if (!status.ok()) return status.error();
    return true;
  }

  Octets octets_;
  std::int64_t packet_ = 0;
};

class PcapWalk : public Walk {
 public:
  using Walk::Walk;

  Status begin() override {
    constexpr std::size_t kFileHeaderBytes = 24;
    const auto seen = octets_.see(kFileHeaderBytes);
    if (!seen.ok()) return seen.error();
    const bool is_little = octets_.view()[0] != 0xa1;
    order_ = ByteOrder(is_little ? std::endian::little : std::endian::big);
    return octets_.hand_on(kFileHeaderBytes);
  }

 private:
  Result<bool> go_on(std::int64_t wanted) override {
    constexpr std::size_t kRecordHeaderBytes = 16;
    const auto seen = octets_.see(kRecordHeaderBytes);
    if (!seen.ok() || !seen.value()) return seen;
    const std::uint64_t bytes = kRecordHeaderBytes + std::uint64_t{order_.u32(octets_.view() + 8)};
    const bool is_wanted = ++packet_ == wanted;
    return done(is_wanted ? octets_.hand_on(bytes) : octets_.step_over(bytes));
  }

  ByteOrder order_;
};

// Block types of pcapng, draft-ietf-opsawg-pcapng §10.1.
constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
constexpr std::array<std::uint32_t, 3> kPackets = {2, 3, 6};
/// Interface description and statistics, name resolution, decryption secrets.
constexpr std::array<std::uint32_t, 4> kDescriptions = {1, 5, 4, 10};

class PcapngWalk : public Walk {
 public:
  using Walk::Walk;

  Status begin() override {
    const auto is_there = go_on(0);
    return is_there.ok() ? kOk : Status(is_there.error());
  }

 private:
  static constexpr std::size_t kBlockHeadBytes = 8;
  static constexpr std::size_t kSectionFrontBytes = 24;  // up to its options
  static constexpr std::size_t kSectionLengthAt = 16;

  Result<bool> go_on(std::int64_t wanted) override {
    const auto seen = octets_.see(kBlockHeadBytes + 4);
    if (!seen.ok() || !seen.value()) return seen;
    const std::uint8_t* const at = octets_.view();
    if (load_big_endian<std::uint32_t>(at) == kSectionHeader) return done(begin_section());
    const std::uint32_t type = order_.u32(at);
    const std::uint32_t bytes = order_.u32(at + 4);
    if (bytes < kBlockHeadBytes + 4 || bytes % 4 != 0) return bad_block(bytes);
    const bool is_packet = std::ranges::count(kPackets, type) > 0;
    if (is_packet) ++packet_;
    const bool is_copied =
        is_packet ? packet_ == wanted : std::ranges::count(kDescriptions, type) > 0;
    return done(is_copied ? octets_.hand_on(bytes) : octets_.step_over(bytes));
  }

  Status begin_section() {
    constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
    if (const auto seen = octets_.see(kSectionFrontBytes + 4); !seen.ok()) return seen.error();
    const std::uint8_t* const at = octets_.view();
    const bool is_big = load_big_endian<std::uint32_t>(at + 8) == kByteOrderMagic;
    order_ = ByteOrder(is_big ? std::endian::big : std::endian::little);
    const std::uint32_t bytes = order_.u32(at + 4);
    if (bytes < kSectionFrontBytes + 4 || bytes % 4 != 0) return bad_block(bytes);
    const auto taken = octets_.take(bytes);
    if (!taken.ok()) return taken.error();
    std::vector<std::uint8_t> section(taken.value().begin(), taken.value().end());
    const auto length = section.begin() + kSectionLengthAt;
    std::fill(length, length + sizeof(std::uint64_t), std::uint8_t{0xff});  // unknown
    return octets_.put(section);
  }

  Error bad_block(std::uint32_t bytes) const {
    return octets_.damage("a block of " + std::to_string(bytes) + " bytes");
  }

  ByteOrder order_;
};

}  // namespace

Result<std::unique_ptr<RecordCopy>> RecordCopy::open(const CapturePath& capture, PutOctets put) {
  auto input = open_input(capture);
  if (!input.ok()) return input.error();
  auto window = std::make_unique<Window>(std::move(input.value()));
  if (const Status status = window->want(4); !status.ok()) return status.error();
  const Bytes front = window->view();
  const bool is_old = is_pcap(front);
  if (!is_old && !is_pcapng(front))
    return Error{"cannot copy records of " + capture.name + ": not a pcap or pcapng capture"};
  Octets octets(std::move(window), capture.name, std::move(put));
  std::unique_ptr<Walk> walk;
  if (is_old)
    walk = std::make_unique<PcapWalk>(std::move(octets));
  else
    walk = std::make_unique<PcapngWalk>(std::move(octets));
  if (const Status begun = walk->begin(); !begun.ok()) return begun.error();
  return std::unique_ptr<RecordCopy>(std::move(walk));
}

}  // namespace flowstat
