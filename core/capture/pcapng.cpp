#include "core/capture/pcapng.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "core/capture/byte_order.h"
#include "core/capture/damage.h"
#include "core/capture/pcapng_interface.h"

namespace flowstat {

namespace {

constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::uint32_t kSwappedMagic = 0x4d3c2b1a;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kPacket = 2;
constexpr std::uint32_t kSimplePacket = 3;
constexpr std::uint32_t kEnhancedPacket = 6;

constexpr std::size_t kBlockHeadBytes = 8;  // type and total length
constexpr std::size_t kBlockTailBytes = 4;  // total length again
constexpr std::size_t kSectionBytes = 28;   // with head and tail, without options
/// Of an interface block this much is looked at; its longest option is a quarter of that.
constexpr std::size_t kMostInterfaceBytes = kMostFrameBytes;
/// Descriptions are kept, so there must be a limit; real files have a few dozen.
constexpr std::size_t kMostInterfaces = 65'536;

/// The three kinds of packet block: how long their fixed part is, behind the block's head.
struct PacketBlock {
  std::uint32_t type;
  std::size_t fixed_bytes;
};
constexpr PacketBlock kPacketBlocks[] = {{kPacket, 20}, {kSimplePacket, 4}, {kEnhancedPacket, 20}};

const PacketBlock* packet_block(std::uint32_t type) {
  for (const PacketBlock& block : kPacketBlocks)
    if (block.type == type) return &block;
  return nullptr;
}

class PcapngSource : public Source {
 public:
  PcapngSource(std::unique_ptr<Window> window, std::string name, std::uint32_t file_index)
      : window_(std::move(window)), name_(std::move(name)), file_index_(file_index) {}

  Status read_first_section() {
    if (const Status status = begin_block(); !status.ok()) return status;
    if (const Status status = read_section(); !status.ok()) return status;
    return finish_block();
  }

  Status read(FrameBatch& batch) override {
    if (failure_.ok()) failure_ = window_->check();
    while (!batch.is_full() && failure_.ok()) {
      if (!batch.frames.empty() && window_->may_wait() && !is_block_in_view()) return kOk;
      if (is_at_end()) break;
      failure_ = read_block(batch);
    }
    return batch.frames.empty() ? failure_ : kOk;
  }

  Progress progress() const override { return {window_->taken_bytes(), window_->total_bytes()}; }
  bool frames_stay() const override { return window_->octets_stay(); }

 private:
  bool is_block_in_view() const {
    const Bytes view = window_->view();
    return view.size() >= kBlockHeadBytes && view.size() >= order_.u32(view.data() + 4);
  }

  bool is_at_end() {
    failure_ = window_->want(1);
    return window_->view().empty();
  }

  Error damage(const std::string& what) const { return damage_at(name_, block_offset_, what); }

  /// At least `bytes` of the block are in view from here on.
  Status want(std::size_t bytes) {
    if (const Status status = window_->want(bytes); !status.ok()) return status;
    if (window_->view().size() >= bytes) return kOk;
    return damage("the file is cut short inside a block");
  }

  /// Reads type and total length of a block and steps behind them.
  Status begin_block() {
    block_offset_ = window_->offset();
    if (const Status status = want(kBlockHeadBytes + 4); !status.ok()) return status;
    const std::uint8_t* at = window_->view().data();
    type_ = order_.u32(at);
    if (load_big_endian<std::uint32_t>(at) == kSectionHeader) {
      type_ = kSectionHeader;  // the same in either byte order, and tells which
      if (!set_byte_order(load_big_endian<std::uint32_t>(at + 8)))
        return damage("a section header without byte-order magic");
    }
    const std::uint32_t total = order_.u32(at + 4);
    if (total < kBlockHeadBytes + kBlockTailBytes || total % 4 != 0)
      return damage("a block of " + std::to_string(total) + " bytes");
    body_left_ = total - static_cast<std::uint32_t>(kBlockHeadBytes + kBlockTailBytes);
    total_ = total;
    window_->fetch_ahead();
    window_->skip(kBlockHeadBytes);
    return kOk;
  }

  bool set_byte_order(std::uint32_t magic) {
    if (magic != kByteOrderMagic && magic != kSwappedMagic) return false;
    order_ = ByteOrder(magic == kByteOrderMagic ? std::endian::big : std::endian::little);
    return true;
  }

  /// Steps behind what is left of the block and checks the length at its end.
  Status finish_block() {
    const auto skipped = window_->skip_far(body_left_);
    if (!skipped.ok()) return skipped.error();
    if (const Status status = want(kBlockTailBytes); !status.ok()) return status;
    const std::uint32_t total = order_.u32(window_->view().data());
    if (total != total_)
      return damage("a block that is " + std::to_string(total_) + " bytes long at its front and " +
                    std::to_string(total) + " at its end");
    window_->skip(kBlockTailBytes);
    return kOk;
  }

  void consume(std::size_t bytes) {
    window_->skip(bytes);
    body_left_ -= static_cast<std::uint32_t>(bytes);
  }

  Status read_block(FrameBatch& batch) {
    if (const Status status = begin_block(); !status.ok()) return status;
    Status status = kOk;
    if (type_ == kSectionHeader) status = read_section();
    if (type_ == kInterfaceDescription) status = read_interface();
    const std::size_t before = batch.frames.size();
    if (const PacketBlock* block = packet_block(type_)) status = read_packet(*block, batch);
    if (status.ok()) status = finish_block();
    if (!status.ok()) batch.frames.resize(before);  // a block that does not end is no frame
    return status;
  }

  Status read_section() {
    if (total_ < kSectionBytes)
      return damage("a section header of " + std::to_string(total_) + " bytes");
    if (const Status status = want(8); !status.ok()) return status;
    const std::uint16_t major = order_.u16(window_->view().data() + 4);
    if (major != 1)
      return damage("pcapng version " + std::to_string(major) + ", and only 1 is known");
    first_interface_ += static_cast<std::uint32_t>(interfaces_.size());
    interfaces_.clear();
    return kOk;
  }

  Status read_interface() {
    if (body_left_ < 8) return damage("an interface description that is too short");
    if (interfaces_.size() == kMostInterfaces)
      return damage("more than " + std::to_string(kMostInterfaces) + " interfaces in a section");
    const std::size_t looked = std::min<std::size_t>(body_left_, kMostInterfaceBytes);
    if (const Status status = want(looked); !status.ok()) return status;
    interfaces_.push_back(parse_interface(window_->view().first(looked), order_));
    return kOk;
  }

  Status read_packet(const PacketBlock& block, FrameBatch& batch) {
    if (body_left_ < block.fixed_bytes) return damage("a packet block that is too short");
    if (const Status status = want(block.fixed_bytes); !status.ok()) return status;
    const std::uint8_t* at = window_->view().data();
    Frame frame;
    frame.file_index = file_index_;
    frame.file_offset = block_offset_;
    std::uint32_t captured_bytes = 0;
    std::uint32_t interface_id = 0;
    if (type_ == kSimplePacket) {
      frame.wire_bytes = order_.u32(at);
    } else {
      interface_id = type_ == kPacket ? order_.u16(at) : order_.u32(at);
      captured_bytes = order_.u32(at + 12);
      frame.wire_bytes = order_.u32(at + 16);
    }
    if (interface_id >= interfaces_.size())
      return damage("a packet of interface " + std::to_string(interface_id) +
                    ", which is not described");
    const PcapngInterface& interface = interfaces_[interface_id];
    if (type_ == kSimplePacket)
      captured_bytes = simple_captured_bytes(interface, frame.wire_bytes, block);
    else
      set_time(frame,
               interface.time_ns(std::uint64_t{order_.u32(at + 4)} << 32 | order_.u32(at + 8)));
    frame.link_type = interface.link_type;
    frame.interface_id = first_interface_ + interface_id;
    consume(block.fixed_bytes);
    return take_bytes(frame, captured_bytes, batch);
  }

  /// A Simple Packet Block holds as much as the first interface's snaplen lets it.
  std::uint32_t simple_captured_bytes(const PcapngInterface& interface, std::uint32_t wire_bytes,
                                      const PacketBlock& block) const {
    const std::uint32_t there = body_left_ - static_cast<std::uint32_t>(block.fixed_bytes);
    const std::uint32_t snaplen = interface.snaplen == 0 ? there : interface.snaplen;
    return std::min({wire_bytes, snaplen, there});
  }

  static void set_time(Frame& frame, std::optional<std::int64_t> time_ns) {
    frame.time_ns = time_ns.value_or(Frame::kNoTime);
    frame.is_time_bad = !time_ns.has_value();
  }

  Status take_bytes(Frame& frame, std::uint32_t captured_bytes, FrameBatch& batch) {
    if (captured_bytes > body_left_ || captured_bytes > kMostFrameBytes)
      return damage("a packet of " + std::to_string(captured_bytes) + " bytes in a block of " +
                    std::to_string(total_));
    if (const Status status = want(captured_bytes); !status.ok()) return status;
    frame.bytes = window_->view().first(captured_bytes);
    batch.add(frame);
    batch.hold(window_->lease());
    consume(captured_bytes);
    return kOk;
  }

  std::unique_ptr<Window> window_;
  std::string name_;
  std::uint32_t file_index_;
  ByteOrder order_;
  std::vector<PcapngInterface> interfaces_;  // of this section
  std::uint32_t first_interface_ = 0;        // how many the sections before had
  Status failure_ = kOk;                     // told when the frames before it have been taken
  // The block that is being read.
  std::int64_t block_offset_ = 0;
  std::uint32_t type_ = 0;
  std::uint32_t total_ = 0;
  std::uint32_t body_left_ = 0;
};

}  // namespace

bool is_pcapng(Bytes front) {
  return front.size() >= 4 && load_big_endian<std::uint32_t>(front.data()) == kSectionHeader;
}

Result<std::unique_ptr<Source>> open_pcapng(std::unique_ptr<Window> window, std::string name,
                                            std::uint32_t file_index) {
  auto source = std::make_unique<PcapngSource>(std::move(window), std::move(name), file_index);
  if (const Status status = source->read_first_section(); !status.ok()) return status.error();
  return std::unique_ptr<Source>(std::move(source));
}

}  // namespace flowstat
