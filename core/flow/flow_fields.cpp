#include "core/flow/flow_fields.h"

#include "core/flow/features.h"

namespace flowstat {

namespace {

constexpr std::uint8_t kIcmp = 1;
constexpr std::uint8_t kIcmpv6 = 58;

constexpr Field<FlowRows> kIdField =
    field<FlowRows>(kFlowIdInfo, [](const FlowEnds& ends) { return ends.flow.id; });

// clang-format off
constexpr Field<FlowRows> kTupleFields[] = {
    field<FlowRows>({.name = "ip_version", .about = "4 or 6."},
                    [](const FlowEnds& ends) { return ends.flow.tuple.version; }),
    field<FlowRows>({.name = "ip_protocol",
                     .about = "IANA protocol number. IPFIX protocolIdentifier (4)."},
                    [](const FlowEnds& ends) { return ends.flow.tuple.protocol; }),
    field<FlowRows>({.name = "src_addr", .about = "Address of the initiator."},
                    [](const FlowEnds& ends) { return ends.src(); }),
    field<FlowRows>({.name = "src_port", .about = "Port of the initiator; TCP, UDP and SCTP only."},
                    [](const FlowEnds& ends) { return Packet::optional_if(ends.has_ports(), ends.src_port()); }),
    field<FlowRows>({.name = "dst_addr", .about = "Address of the other end."},
                    [](const FlowEnds& ends) { return ends.dst(); }),
    field<FlowRows>({.name = "dst_port", .about = "Port of the other end; TCP, UDP and SCTP only."},
                    [](const FlowEnds& ends) { return Packet::optional_if(ends.has_ports(), ends.dst_port()); }),
};
// clang-format on
static_assert(well_formed(kTupleFields));

void add(const Field<FlowRows>& field, std::vector<FlowField>& to) {
  to.push_back({field, nullptr, &field, nullptr});
}

void add(const Feature& feature, std::vector<FlowField>& to) {
  for (const Field<FeatureRows>& field : feature.fields)
    to.push_back({field, &feature, nullptr, &field});
}

}  // namespace

bool FlowEnds::has_ports() const {
  return flow.tuple.has_ports && flow.tuple.protocol != kIcmp && flow.tuple.protocol != kIcmpv6;
}

void FlowField::fill(const FlowRows& rows, Column& out) const {
  if (of_tuple != nullptr)
    of_tuple->fill(rows, out);
  else
    of_feature->fill({rows.table->states(*feature), rows.slots}, out);
}

std::vector<FlowField> flow_fields(FlowHash hash) {
  std::vector<FlowField> fields;
  add(kIdField, fields);
  add(kFlowUid, fields);
  if (hash == FlowHash::md5_16) add(kMd5Hash, fields);
  for (const Field<FeatureRows>& field : kCommunityId.fields)
    if (hash == FlowHash::community || field.name != "flow_hash")
      fields.push_back({field, &kCommunityId, nullptr, &field});
  for (const Field<FlowRows>& field : kTupleFields) add(field, fields);
  for (const Feature* feature : features())
    if (feature != &kFlowUid && feature != &kCommunityId && feature != &kMd5Hash)
      add(*feature, fields);
  return fields;
}

}  // namespace flowstat
