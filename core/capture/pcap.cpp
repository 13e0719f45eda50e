#include "core/capture/pcap.h"

#include <bit>

#include "core/base/time.h"
#include "core/capture/byte_order.h"
#include "core/capture/damage.h"

namespace flowstat {

namespace {

constexpr std::size_t kFileHeaderBytes = 24;
constexpr std::size_t kRecordHeaderBytes = 16;

struct Magic {
  std::uint32_t number;  // as its octets read in network order
  std::endian order;
  std::int64_t fraction_ns;  // what the second time field counts
};
constexpr Magic kMagics[] = {
    {0xa1b2c3d4, std::endian::big, 1000},
    {0xd4c3b2a1, std::endian::little, 1000},
    {0xa1b23c4d, std::endian::big, 1},
    {0x4d3cb2a1, std::endian::little, 1},
};

const Magic* magic_of(Bytes front) {
  if (front.size() < 4) return nullptr;
  for (const Magic& magic : kMagics)
    if (magic.number == load_big_endian<std::uint32_t>(front.data())) return &magic;
  return nullptr;
}

class PcapSource : public Source {
 public:
  PcapSource(std::unique_ptr<Window> window, std::string name, std::uint32_t file_index,
             const Magic& magic)
      : window_(std::move(window)),
        name_(std::move(name)),
        order_(magic.order),
        fraction_ns_(magic.fraction_ns) {
    prototype_.file_index = file_index;
  }

  Status read_file_header() {
    if (const Status status = window_->want(kFileHeaderBytes); !status.ok()) return status;
    const Bytes header = window_->view();
    if (header.size() < kFileHeaderBytes)
      return damage_at(name_, 0, "its pcap file header is cut short");
    const std::uint16_t version = order_.u16(header.data() + 4);
    if (version != 2)
      return Error{"cannot read " + name_ + ": pcap version " + std::to_string(version) +
                   ", and only 2 is known"};
    // The upper half says whether frames end in a checksum; the number itself has 16 bits.
    prototype_.link_type = static_cast<std::uint16_t>(order_.u32(header.data() + 20) & 0xffff);
    window_->skip(kFileHeaderBytes);
    return kOk;
  }

  Status read(FrameBatch& batch) override {
    if (failure_.ok()) failure_ = window_->check();
    while (!batch.is_full() && failure_.ok()) {
      if (take_record(batch)) continue;
      if (!batch.frames.empty() && window_->may_wait()) return kOk;
      if (!read_record()) break;
    }
    return batch.frames.empty() ? failure_ : kOk;
  }

  Progress progress() const override { return {window_->taken_bytes(), window_->total_bytes()}; }
  bool frames_stay() const override { return window_->octets_stay(); }

 private:
  /// Adds the frame at the front of the view; false if it is not all in view, or no frame.
  bool take_record(FrameBatch& batch) {
    const Bytes view = window_->view();
    if (view.size() < kRecordHeaderBytes) return false;
    const std::uint32_t captured_bytes = order_.u32(view.data() + 8);
    if (captured_bytes > kMostFrameBytes) return false;
    if (view.size() - kRecordHeaderBytes < captured_bytes) return false;
    window_->fetch_ahead();
    Frame frame = prototype_;
    frame.bytes = view.subspan(kRecordHeaderBytes, captured_bytes);
    frame.time_ns = std::int64_t{order_.u32(view.data())} * kNsPerSecond +
                    std::int64_t{order_.u32(view.data() + 4)} * fraction_ns_;
    frame.wire_bytes = order_.u32(view.data() + 12);
    frame.file_offset = window_->offset();
    batch.hold(window_->lease());
    batch.add(frame);
    window_->skip(kRecordHeaderBytes + captured_bytes);
    return true;
  }

  /// Reads until the next record is in view; false at the end of the file or where it breaks off.
  bool read_record() {
    const std::size_t wanted = next_record_bytes();
    if (wanted == 0) {
      failure_ = bad_length();
      return false;
    }
    const Status status = window_->want(wanted);
    if (window_->view().size() >= wanted) return true;
    if (!status.ok())
      failure_ = status;
    else if (!window_->view().empty())
      failure_ = cut_short(wanted);
    return false;
  }

  /// Octets of the record at the front of the view, as far as they are known; 0 if its length is
  /// impossible.
  std::size_t next_record_bytes() const {
    const Bytes view = window_->view();
    if (view.size() < kRecordHeaderBytes) return kRecordHeaderBytes;
    const std::uint32_t captured_bytes = order_.u32(view.data() + 8);
    return captured_bytes > kMostFrameBytes ? 0 : kRecordHeaderBytes + captured_bytes;
  }

  Error bad_length() const {
    return damage_at(name_, window_->offset(),
                     "a frame of " + std::to_string(order_.u32(window_->view().data() + 8)) +
                         " bytes, more than any capture has");
  }

  Error cut_short(std::size_t wanted) const {
    return damage_at(name_, window_->offset(),
                     "the file is cut short, a record of " + std::to_string(wanted) +
                         " bytes has " + std::to_string(window_->view().size()));
  }

  std::unique_ptr<Window> window_;
  std::string name_;
  ByteOrder order_;
  std::int64_t fraction_ns_;
  Frame prototype_;       // what all frames of the file share
  Status failure_ = kOk;  // told when the frames before it have been taken
};

}  // namespace

bool is_pcap(Bytes front) {
  return magic_of(front) != nullptr;
}

Result<std::unique_ptr<Source>> open_pcap(std::unique_ptr<Window> window, std::string name,
                                          std::uint32_t file_index) {
  const Magic& magic = *magic_of(window->view());
  auto source = std::make_unique<PcapSource>(std::move(window), std::move(name), file_index, magic);
  if (const Status status = source->read_file_header(); !status.ok()) return status.error();
  return std::unique_ptr<Source>(std::move(source));
}

}  // namespace flowstat
