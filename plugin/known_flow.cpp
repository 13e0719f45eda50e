#include "plugin/known_flow.h"

#include "core/flow/features.h"

namespace flowstat::plugin {

KnownFlow known_flow(Session& session, std::uint32_t number) {
  PacketLog& log = session.log();
  const std::byte* const record =
      session.is_complete() ? log.last_record(number) : log.record_at(number);
  const StateLayout& layout = log.layout();
  return {*reinterpret_cast<const FlowEntry*>(record),
          layout.states(kVolume, record, 0).at<Volume::State>(0),
          layout.states(kTiming, record, 0).at<Timing::State>(0)};
}

std::uint32_t frame_with_flow(Session* session, std::uint32_t number) {
  const std::uint32_t place = session == nullptr ? 0 : session->numbers().place_of(number);
  return place != 0 && session->log().note(place).has_flow() ? place : 0;
}

}  // namespace flowstat::plugin
