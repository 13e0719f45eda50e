#pragma once

#include <span>

#include "core/fields/fill.h"
#include "core/flow/features/community_id.h"
#include "core/flow/features/flow_uid.h"
#include "core/flow/features/md5_hash.h"
#include "core/flow/features/origin.h"
#include "core/flow/flow_table.h"

namespace flowstat {

/// A packet's place among flows and streams.
struct PacketInFlow {
  const Packet& packet;
  const FlowRef& flow;
  const StreamNumber& number;
  const CommunityId::State* community_id;  ///< Of its flow; nullptr if the feature is not kept.
  const FlowUid::State* uid;
  const Md5Hash::State* md5;
  const Origin::State* origin;
  const PacketPlace* place;
};

/// A batch of packets with their places, as rows for fields.
class PacketsInFlows {
 public:
  /// Needs: one ref and one number a packet, or none at all where no field asks for them; `table`
  /// outlives the rows.
  PacketsInFlows(std::span<const Packet> packets, std::span<const FlowRef> refs,
                 std::span<const StreamNumber> numbers, const FlowTable& table)
      : PacketsInFlows(packets, refs, numbers, table.places(), table.layout(), table.record(0),
                       table.record_bytes()) {}
  /// The same with places, and records from `first_record` on, `bytes` from one slot's to the next.
  PacketsInFlows(std::span<const Packet> packets, std::span<const FlowRef> refs,
                 std::span<const StreamNumber> numbers, std::span<const PacketPlace> places,
                 const StateLayout& layout, const std::byte* first_record, std::size_t bytes);

  std::size_t size() const { return packets_.size(); }
  PacketInFlow operator[](std::size_t i) const {
    const FlowRef& ref = refs_.empty() ? kNoFlow : refs_[i];
    return {packets_[i],
            ref,
            numbers_.empty() ? kNoNumber : numbers_[i],
            at<CommunityId::State>(community_ids_, ref),
            at<FlowUid::State>(uids_, ref),
            at<Md5Hash::State>(md5s_, ref),
            at<Origin::State>(origins_, ref),
            places_.empty() || !ref.is_known() ? nullptr : &places_[i]};
  }

 private:
  static constexpr FlowRef kNoFlow{};
  static constexpr StreamNumber kNoNumber{};

  template <class State>
  static const State* at(const ConstStates& states, const FlowRef& ref) {
    return states.first == nullptr || !ref.is_known() ? nullptr : &states.at<State>(ref.slot);
  }

  std::span<const Packet> packets_;
  std::span<const FlowRef> refs_;
  std::span<const StreamNumber> numbers_;
  std::span<const PacketPlace> places_;
  ConstStates community_ids_;
  ConstStates uids_;
  ConstStates md5s_;
  ConstStates origins_;
};

/// What a field asks of the walk beside the packets themselves.
enum class Asks : std::uint8_t { flows, stream_numbers };

/// A field of a packet that its flow or stream tells.
struct PacketFlowField {
  Field<PacketsInFlows> field;
  Asks asks = Asks::flows;
  const Feature* feature = nullptr;  ///< That it reads, beside the flow itself.
};

/// Those fields in the order of the table of packets.
std::span<const PacketFlowField> packet_flow_fields();

/// The flow hash of --flow-hash=md5-16, in the place of the usual one.
extern const PacketFlowField kMd5HashOfPacket;

}  // namespace flowstat
