#include "core/stream/stream_row.h"

#include "core/flow/features.h"
#include "core/flow/features/community_id.h"
#include "core/flow/features/flow_uid.h"
#include "core/flow/features/origin.h"

namespace flowstat {

std::span<const Feature* const> owner_features() {
  static constexpr const Feature* kRows[] = {&kCommunityId, &kFlowUid, &kOrigin};
  return kRows;
}

StreamOwner owner_of(const FlowEntry& flow, const StateLayout& layout, const std::byte* record) {
  const Sha1& digest = layout.states(kCommunityId, record, 0).at<CommunityId::State>(0).digest;
  const std::int64_t uid = layout.states(kFlowUid, record, 0).at<FlowUid::State>(0).uid;
  const StreamNumber number = layout.states(kOrigin, record, 0).at<Origin::State>(0).number;
  return {flow.id, Hash{uid}, first_63_bits(digest), community_id_text(digest),
          StreamNumber::known(number.tcp)};
}

StreamRow row_of(const FlowEnds& ends, const StreamOwner& owner, Direction direction) {
  const FlowEnds sender = ends.of(direction);
  StreamRow row;
  row.owner = owner;
  row.direction = direction;
  row.src = sender.src();
  row.dst = sender.dst();
  row.src_port = sender.src_port();
  row.dst_port = sender.dst_port();
  return row;
}

EndReason end_reason(const ByteStream& stream, bool has_rst, bool is_reused) {
  if (stream.has_fin()) return EndReason::fin;
  if (has_rst) return EndReason::reset;
  return is_reused ? EndReason::reused : EndReason::capture;
}

}  // namespace flowstat
