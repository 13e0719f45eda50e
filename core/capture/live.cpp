#include "core/capture/live.h"

#include <pcap/pcap.h>
#include <poll.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <tuple>

#include "core/base/time.h"

namespace flowstat {

namespace {

/// The kernel hands frames on when it has many, or when the first of them has waited so long.
constexpr int kHandOverMs = 100;
/// Once it is over, what came before has been handed on within two of the kernel's turns.
constexpr int kLastWaitMs = 2 * kHandOverMs;
constexpr std::int64_t kLastWaitNs = kLastWaitMs * (kNsPerSecond / 1000);
/// Frames that wait for us; libpcap takes less where the system gives less.
constexpr int kBufferBytes = 16 * 1024 * 1024;

struct Close {
  void operator()(pcap_t* handle) const { pcap_close(handle); }
};
using Handle = std::unique_ptr<pcap_t, Close>;

/// A file's number for what libpcap calls `dlt`; they differ for a few old ones. pcap-linktype(7).
std::uint16_t link_type_of(int dlt) {
  switch (dlt) {
    case DLT_ATM_RFC1483: return 100;
    case DLT_RAW: return 101;
    case DLT_SLIP_BSDOS: return 102;
    case DLT_PPP_BSDOS: return 103;
    default: return static_cast<std::uint16_t>(dlt);
  }
}

class PcapLiveSource : public LiveSource {
 public:
  PcapLiveSource(Handle handle, LiveOptions options)
      : handle_(std::move(handle)), options_(std::move(options)) {
    prototype_.link_type = link_type_of(pcap_datalink(handle_.get()));
    const bool has_ns = pcap_get_tstamp_precision(handle_.get()) == PCAP_TSTAMP_PRECISION_NANO;
    fraction_ns_ = has_ns ? 1 : 1000;
  }

  Status read(FrameBatch& batch) override {
    note_end();
    while (!batch.is_full() && failure_.ok() && !is_at_end_) {
      if (take_frame(batch)) continue;
      if (!batch.frames.empty() || is_at_end_ || !failure_.ok()) break;
      wait();
    }
    return batch.frames.empty() ? failure_ : kOk;
  }

  Progress progress() const override { return {captured_bytes_, 0}; }

  std::int64_t dropped_frames() const override {
    pcap_stat counts{};
    if (pcap_stats(handle_.get(), &counts) != 0) return 0;
    return std::int64_t{counts.ps_drop} + counts.ps_ifdrop;
  }

 private:
  /// Adds the next frame; false if none is there now, or none will be.
  bool take_frame(FrameBatch& batch) {
    pcap_pkthdr* header = nullptr;
    const std::uint8_t* octets = nullptr;
    const int got = pcap_next_ex(handle_.get(), &header, &octets);
    if (got < 0) failure_ = broken_off();
    if (got <= 0) return false;
    Frame frame = prototype_;
    frame.time_ns = header->ts.tv_sec * kNsPerSecond + header->ts.tv_usec * fraction_ns_;
    is_at_end_ = ended_ns_ && frame.time_ns > *ended_ns_;
    if (is_at_end_) return false;
    frame.number = ++count_;
    frame.wire_bytes = header->len;
    frame.bytes = keep({octets, std::min<std::size_t>(header->caplen, kMostFrameBytes)});
    captured_bytes_ += frame.captured_bytes();
    batch.hold(block_);
    batch.add(frame);
    return true;
  }

  /// `octets` where they stay, in the block.
  Bytes keep(Bytes octets) {
    if (!block_ || kBlockBytes - used_bytes_ < octets.size()) {
      block_ = pool_.take();
      used_bytes_ = 0;
    }
    std::uint8_t* const to = block_->octets.get() + used_bytes_;
    if (!octets.empty()) std::memcpy(to, octets.data(), octets.size());
    used_bytes_ += octets.size();
    return {to, octets.size()};
  }

  /// Waits until there may be a frame, or for a moment. Needs: none is there now.
  void wait() {
    const bool is_last = ended_ns_.has_value();
    pollfd ready{pcap_get_selectable_fd(handle_.get()), POLLIN, 0};  // one of -1 is passed over
    const int found = ::poll(&ready, 1, is_last ? kLastWaitMs : kHandOverMs);
    if (is_last && (found == 0 || now_ns() - *ended_ns_ > kLastWaitNs)) is_at_end_ = true;
    note_end();
  }

  void note_end() {
    if (!ended_ns_ && options_.is_over && options_.is_over()) ended_ns_ = now_ns();
  }

  Error broken_off() const {
    return {"the capture on " + options_.interface + " broke off: " + pcap_geterr(handle_.get()),
            Cause::damaged};
  }

  Handle handle_;
  LiveOptions options_;
  BlockPool pool_;
  Lease block_;
  std::size_t used_bytes_ = 0;  // of the block
  Frame prototype_;             // what all frames share
  std::int64_t fraction_ns_;    // what the second time field counts
  std::int64_t count_ = 0;
  std::int64_t captured_bytes_ = 0;
  std::optional<std::int64_t> ended_ns_;  // since when it is over; frames from before still come
  bool is_at_end_ = false;
  Status failure_ = kOk;  // told when the frames before it have been taken
};

/// ", there are eth0, lo", or nothing where the system does not say.
std::string known_interfaces() {
  char reason[PCAP_ERRBUF_SIZE];
  pcap_if_t* all = nullptr;
  if (pcap_findalldevs(&all, reason) != 0) return "";
  std::string names;
  for (const pcap_if_t* one = all; one != nullptr; one = one->next)
    if ((one->flags & PCAP_IF_UP) != 0)
      names += (names.empty() ? "" : ", ") + std::string(one->name);
  pcap_freealldevs(all);
  return names.empty() ? "" : "; there are " + names;
}

/// What keeps `handle` from starting, where libpcap's `code` says so.
std::string reason_of(pcap_t* handle, int code, const std::string& interface) {
  switch (code) {
    case PCAP_ERROR_NO_SUCH_DEVICE: return "there is no such interface" + known_interfaces();
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
      return "not permitted; root may, and so may a program that has been given the right: "
             "setcap cap_net_raw+ep PROGRAM";
    case PCAP_ERROR_IFACE_NOT_UP:
      return "it is down; this brings it up: ip link set " + interface + " up";
    default: break;
  }
  const std::string words = pcap_geterr(handle);
  return words.empty() ? pcap_statustostr(code) : words;
}

Error cannot_capture(const std::string& interface, const std::string& reason) {
  return {"cannot capture on " + interface + ": " + reason, Cause::interface};
}

Status set_filter(pcap_t* handle, const std::string& filter) {
  if (filter.empty()) return kOk;
  bpf_program program{};
  bool is_set = pcap_compile(handle, &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) == 0;
  if (is_set) {
    is_set = pcap_setfilter(handle, &program) == 0;
    pcap_freecode(&program);
  }
  if (is_set) return kOk;
  return Error{"cannot compile the filter '" + filter + "': " + pcap_geterr(handle), Cause::filter};
}

/// Says how to capture; what a device cannot do it does as it can.
void set_up(pcap_t* handle) {
  std::ignore = pcap_set_snaplen(handle, static_cast<int>(kMostFrameBytes));
  std::ignore = pcap_set_promisc(handle, 1);
  std::ignore = pcap_set_timeout(handle, kHandOverMs);
  std::ignore = pcap_set_buffer_size(handle, kBufferBytes);
  std::ignore = pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO);
}

}  // namespace

Result<std::unique_ptr<LiveSource>> open_live(LiveOptions options) {
  char reason[PCAP_ERRBUF_SIZE] = "";
  Handle handle(pcap_create(options.interface.c_str(), reason));
  if (!handle) return cannot_capture(options.interface, reason);
  set_up(handle.get());
  const int code = pcap_activate(handle.get());  // above 0 is a warning
  if (code < 0)
    return cannot_capture(options.interface, reason_of(handle.get(), code, options.interface));
  if (const Status status = set_filter(handle.get(), options.filter); !status.ok())
    return status.error();
  if (pcap_setnonblock(handle.get(), 1, reason) != 0)
    return cannot_capture(options.interface, reason);
  return std::unique_ptr<LiveSource>(
      std::make_unique<PcapLiveSource>(std::move(handle), std::move(options)));
}

}  // namespace flowstat
