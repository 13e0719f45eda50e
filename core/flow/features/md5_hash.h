#pragma once

#include <array>
#include <charconv>

#include "core/base/digits.h"
#include "core/flow/digest.h"
#include "core/flow/feature.h"

namespace flowstat {

inline constexpr FieldInfo kMd5HashInfo{
    .name = "flow_hash",
    .about =
        "First 16 hex digits of the MD5 over both endpoints as text, the lower address first."};

/// The flow hash of a well-known notebook, for tables that join with its: 16 hex digits of the MD5
/// over "address port address port" without separators, the lower address first.
///
/// Protocol is not part of it, and equal addresses are not ordered by port, so the two directions
/// of such a flow would differ; here the first packet's direction counts.
struct Md5Hash {
  struct State {
    std::array<char, 16> digits;
  };
  static constexpr std::string_view kName = "md5_hash";
  static constexpr MergeOrder kMergeOrder = MergeOrder::in_time;

  static void init(const FlowStart& start, State& state) { state.digits = digits_of(start.packet); }
  static void merge(State&, const State&) {}

  static std::array<char, 16> digits_of(const Packet& packet) {
    const bool is_asc = packet.src < packet.dst;
    std::array<char, 2 * kIpTextBytes + 2 * 5> text;
    char* to = write_endpoint(is_asc ? packet.src : packet.dst,
                              is_asc ? packet.src_port : packet.dst_port, text.data());
    to = write_endpoint(is_asc ? packet.dst : packet.src,
                        is_asc ? packet.dst_port : packet.src_port, to);
    const auto size = static_cast<std::size_t>(to - text.data());
    const Md5 digest = md5(Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), size));
    std::array<char, 16> digits;
    write_hex(Bytes(digest).first(digits.size() / 2), digits.data());
    return digits;
  }

  static constexpr std::array kFields{
      feature_field<State>(kMd5HashInfo,
                           [](const State& state) {
                             return std::string_view(state.digits.data(), state.digits.size());
                           }),
  };

 private:
  static char* write_endpoint(const IpAddress& address, std::uint16_t port, char* to) {
    to = write_address(address, to);
    return std::to_chars(to, to + 5, port).ptr;
  }
};
static_assert(well_formed(Md5Hash::kFields));

}  // namespace flowstat
