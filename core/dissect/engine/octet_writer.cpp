#include <map>
#include <tuple>

#include "core/base/bytes.h"
#include "core/base/descriptor.h"
#include "core/base/pod_array.h"
#include "core/dissect/engine/link_type.h"
#include "core/dissect/engine/packet_writer.h"

namespace flowstat::dissect {

namespace {

constexpr std::size_t kBufferBytes = 262'144;
/// No frame may be larger for our reader, see kMostFrameBytes of core/capture.
constexpr std::uint32_t kMostFrameBytes = 262'144;
constexpr std::uint8_t kNanoseconds = 9;

// Blocks of pcapng, draft-ietf-opsawg-pcapng §4, in the byte order of this machine.
struct SectionHeader {
  std::uint32_t type = 0x0a0d0d0a;
  std::uint32_t bytes = sizeof(SectionHeader);
  std::uint32_t byte_order = 0x1a2b3c4d;
  std::uint16_t major = 1;
  std::uint16_t minor = 0;
  std::uint32_t section_bytes[2] = {UINT32_MAX, UINT32_MAX};  // unknown
  std::uint32_t bytes_again = sizeof(SectionHeader);
};

struct Interface {
  std::uint32_t type = 1;
  std::uint32_t bytes = sizeof(Interface);
  std::uint16_t link_type = kNoLinkType;
  std::uint16_t reserved = 0;
  std::uint32_t snaplen = 0;     // no limit
  std::uint16_t resolution = 9;  // the number of the option if_tsresol
  std::uint16_t resolution_bytes = 1;
  std::uint8_t resolution_value[4] = {kNanoseconds};
  std::uint32_t no_more_options = 0;
  std::uint32_t bytes_again = sizeof(Interface);
};

struct PacketHeader {
  std::uint32_t type = 6;
  std::uint32_t bytes = 0;
  std::uint32_t interface = 0;
  std::uint32_t time_high = 0;
  std::uint32_t time_low = 0;
  std::uint32_t captured_bytes = 0;
  std::uint32_t wire_bytes = 0;
};

struct SimplePacketHeader {
  std::uint32_t type = 3;
  std::uint32_t bytes = 0;
  std::uint32_t wire_bytes = 0;
};

/// What lies in a record of Endace's format, whose header wiretap keeps apart.
/// Endace ERF types, epan/dissectors/packet-erf.c.
int encapsulation_of_erf(std::uint8_t type) {
  switch (type & 0x7f) {
    case 2:   // Ethernet
    case 11:  // with a colour
    case 16:  // with a colour, in a stream
    case 20:  // with a colour and a hash
      return WTAP_ENCAP_ETHERNET;
    case 22:
    case 23: return WTAP_ENCAP_RAW_IP;
    default: return WTAP_ENCAP_UNKNOWN;
  }
}

/// The link type of the octets as dissectors get them.
std::uint16_t link_type_of(const wtap_packet_header& packet) {
  switch (packet.pkt_encap) {
    case WTAP_ENCAP_ERF:
      return link_type_of_encapsulation(encapsulation_of_erf(packet.pseudo_header.erf.phdr.type));
    case WTAP_ENCAP_NETTL_ETHERNET: return link_type_of_encapsulation(WTAP_ENCAP_ETHERNET);
    case WTAP_ENCAP_NETTL_RAW_IP: return link_type_of_encapsulation(WTAP_ENCAP_RAW_IP);
    default: break;
  }
  // In a pcap file a header would come first, which these octets lack.
  if (wtap_encap_requires_phdr(packet.pkt_encap)) return kNoLinkType;
  return link_type_of_encapsulation(packet.pkt_encap);
}

class OctetWriter : public PacketWriter {
 public:
  explicit OctetWriter(int to) : to_(to) { put(SectionHeader()); }

  Status write(std::size_t index, PacketFile& file) override {
    const wtap_rec& record = file.record().header();
    const wtap_packet_header& packet = record.rec_header.packet_header;
    PacketHeader header;
    header.interface = interface_number(index, interface_of(file.file(), record), packet);
    header.captured_bytes = std::min(packet.caplen, kMostFrameBytes);
    header.wire_bytes = packet.len;
    const bool has_time = (record.presence_flags & WTAP_HAS_TS) != 0;
    const Bytes octets(file.record().octets(), header.captured_bytes);
    if (!has_time && header.interface == 0 && packet.len == packet.caplen) {
      put_packet(SimplePacketHeader{.wire_bytes = packet.len}, octets);
    } else {
      // A time that int64 cannot hold is none for our reader either.
      const std::int64_t ns = file.time_ns();
      const std::uint64_t time = ns < 0 ? UINT64_MAX : static_cast<std::uint64_t>(ns);
      header.time_high = static_cast<std::uint32_t>(time >> 32);
      header.time_low = static_cast<std::uint32_t>(time);
      put_packet(header, octets);
    }
    return buffer_.size() < kBufferBytes ? kOk : flush();
  }

  Status finish() override { return flush(); }

 private:
  template <class Block>
  void put(const Block& block) {
    buffer_.append(reinterpret_cast<const std::uint8_t*>(&block), sizeof block);
  }

  template <class Header>
  void put_packet(Header header, Bytes octets) {
    const std::size_t padding = -octets.size() % 4;
    header.bytes =
        static_cast<std::uint32_t>(sizeof header + octets.size() + padding + sizeof header.bytes);
    put(header);
    buffer_.append(octets.data(), octets.size());
    constexpr std::uint8_t kZeros[4] = {};
    buffer_.append(kZeros, padding);
    put(header.bytes);
  }

  /// The interface's number in what is written: there is one for each of each capture, and for
  /// each link type where packets of an interface differ.
  std::uint32_t interface_number(std::size_t index, std::uint32_t interface,
                                 const wtap_packet_header& packet) {
    const std::uint16_t link_type = link_type_of(packet);
    const auto next = static_cast<std::uint32_t>(interfaces_.size());
    const auto [found, is_new] = interfaces_.try_emplace({index, interface, link_type}, next);
    if (is_new) put(Interface{.link_type = link_type});
    return found->second;
  }

  Status flush() {
    const int error = write_all(to_, buffer_.view());
    if (error != 0) return system_error("write", "a temporary file", error);
    buffer_.clear();
    return kOk;
  }

  int to_;
  PodArray<std::uint8_t> buffer_;
  std::map<std::tuple<std::size_t, std::uint32_t, std::uint16_t>, std::uint32_t> interfaces_;
};

}  // namespace

std::unique_ptr<PacketWriter> make_octet_writer(int to) {
  return std::make_unique<OctetWriter>(to);
}

}  // namespace flowstat::dissect
