#include "core/capture/bpf.h"

#include <pcap/pcap.h>

#include "core/capture/block.h"

namespace flowstat {

namespace {

constexpr std::uint16_t kEthernet = 1;
constexpr std::uint16_t kLinuxCooked = 113;
constexpr std::uint16_t kIeee80211 = 105;
constexpr std::uint16_t kCommonLinkTypes[] = {kEthernet, kLinuxCooked, kIeee80211};

/// libpcap's number for a link type of a file; they differ for a few old ones. pcap-linktype(7).
int dlt_of(std::uint16_t link_type) {
  switch (link_type) {
    case 100: return DLT_ATM_RFC1483;
    case 101: return DLT_RAW;
    case 102: return DLT_SLIP_BSDOS;
    case 103: return DLT_PPP_BSDOS;
    default: return link_type;
  }
}

struct Close {
  void operator()(pcap_t* handle) const { pcap_close(handle); }
};

}  // namespace

std::string libpcap_version() {
  // "libpcap version 1.10.3 (with TPACKET_V3)"
  const std::string words = pcap_lib_version();
  const std::size_t first = words.find_first_of("0123456789");
  if (first == std::string::npos) return words;
  return words.substr(first, words.find_first_of(" (", first) - first);
}

void CaptureFilter::Free::operator()(bpf_program* program) const {
  pcap_freecode(program);
  delete program;
}

Result<CaptureFilter::Program> CaptureFilter::compile_for(const std::string& expression,
                                                          std::uint16_t link_type) {
  const std::unique_ptr<pcap_t, Close> handle(
      pcap_open_dead(dlt_of(link_type), static_cast<int>(kMostFrameBytes)));
  Program program(new bpf_program{});
  const bool done =
      pcap_compile(handle.get(), program.get(), expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) == 0;
  if (done) return program;
  return Error{"cannot compile the filter '" + expression + "': " + pcap_geterr(handle.get()),
               Cause::filter};
}

Result<CaptureFilter> CaptureFilter::compile(std::string expression) {
  std::optional<Error> first_error;
  for (const std::uint16_t link_type : kCommonLinkTypes) {
    const auto program = compile_for(expression, link_type);
    if (program.ok()) return CaptureFilter(std::move(expression));
    if (!first_error) first_error = program.error();
  }
  return *first_error;
}

Result<bool> CaptureFilter::matches(const Frame& frame) {
  if (last_link_type_ != frame.link_type) {
    if (!programs_.contains(frame.link_type)) {
      auto program = compile_for(expression_, frame.link_type);
      if (!program.ok() && programs_.empty()) return program.error();
      programs_[frame.link_type] = program.ok() ? std::move(program.value()) : nullptr;
    }
    last_link_type_ = frame.link_type;
    last_ = programs_[frame.link_type].get();
  }
  if (last_ == nullptr) return false;
  pcap_pkthdr header{};
  header.caplen = frame.captured_bytes();
  header.len = frame.wire_bytes;
  return pcap_offline_filter(last_, &header, frame.bytes.data()) != 0;
}

}  // namespace flowstat
