#include "plugin/shown_fields.h"

#include <algorithm>
#include <cctype>

#include "core/flow/features.h"
#include "core/flow/features/place.h"
#include "core/flow/packet_flow_fields.h"
#include "core/packet/packet_fields.h"
#include "plugin/command_line.h"

namespace flowstat::plugin {

namespace {

/// Fields of the table of packets that say where a packet is in its flow. Stream numbers are
/// Wireshark's own there.
bool is_of_packet(const PacketFlowField& field) {
  return field.asks == Asks::flows;
}

void fill_place(const ShownField& field, const ShownPacket& shown, Column& to) {
  Packet packet;
  packet.time_ns = shown.note.time_ns;
  const FlowRef ref{0, shown.note.direction, shown.note.flow, shown.note.number};
  const auto& place = shown.layout.states(kPlace, shown.record, 0).at<Place::State>(0).current;
  const PacketsInFlows rows({&packet, 1}, {&ref, 1}, {}, {&place, 1}, shown.layout, shown.record,
                            0);
  packet_flow_fields()[field.source].field.fill(rows, to);
}

void fill_payload_bytes(const ShownField&, const ShownPacket& shown, Column& to) {
  *to.extend<std::int64_t>(1) = shown.note.payload_bytes;
  if (!shown.note.has_payload) to.set_null(0);
}

void fill_ascending(const ShownField&, const ShownPacket& shown, Column& to) {
  to.append(shown.note.is_ascending);
}

void fill_feature(const ShownField& field, const ShownPacket& shown, Column& to) {
  constexpr FlowSlot kFirst = 0;
  const ConstStates states = shown.layout.states(*field.feature, shown.record, 0);
  field.feature->fields[field.source].fill({states, {&kFirst, 1}}, to);
}

/// What few want to read in packet details.
bool is_quiet(std::string_view name) {
  return name == "ip_direction_asc";
}

ShownField shown(Scope scope, const FieldInfo& info, ShownField::Fill fill, std::size_t source,
                 const Feature* feature) {
  return {.scope = scope,
          .info = info,
          .fill = fill,
          .is_in_details = !is_quiet(info.name),
          .source = source,
          .feature = feature,
          .cell = Column(column_spec(info, {}))};
}

/// Those that measure; what a flow is called is told by the fields of its packets.
constexpr const Feature* kMeasures[] = {&kVolume, &kTiming, &kInterArrival};

std::string_view prefix_of(Scope scope) {
  switch (scope) {
    case Scope::run: return "flowstat.run.";
    case Scope::stream: return "flowstat.stream.";
    case Scope::packet: break;
  }
  return "flowstat.";
}

std::string name_of(const ShownField& field) {
  return std::string(prefix_of(field.scope)).append(field.info.name);
}

/// "Flow id" for "flow_id".
std::string title_of(std::string_view name) {
  std::string title(name);
  std::ranges::replace(title, '_', ' ');
  title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
  return title;
}

struct EpanType {
  enum ftenum type;
  int display;
};

EpanType type_of(Type type) {
  switch (type) {
    case Type::boolean: return {FT_BOOLEAN, BASE_NONE};
    case Type::u8: return {FT_UINT8, BASE_DEC};
    case Type::u16: return {FT_UINT16, BASE_DEC};
    case Type::u32: return {FT_UINT32, BASE_DEC};
    case Type::i8: return {FT_INT8, BASE_DEC};
    case Type::i16: return {FT_INT16, BASE_DEC};
    case Type::i32: return {FT_INT32, BASE_DEC};
    case Type::u64:
    case Type::i64: return {FT_UINT64, BASE_DEC};  // none of ours is negative
    case Type::f64: return {FT_DOUBLE, BASE_NONE};
    case Type::time: return {FT_ABSOLUTE_TIME, ABSOLUTE_TIME_UTC};
    case Type::duration: return {FT_RELATIVE_TIME, BASE_NONE};
    case Type::hash: return {FT_UINT64, BASE_HEX};
    case Type::label: return {FT_UINT8, BASE_DEC};
    case Type::text:
    case Type::binary:
    case Type::ip_address:
    case Type::mac_address: break;
  }
  return {FT_STRING, BASE_NONE};
}

/// Rounds down, as nanoseconds of nstime_t are never negative in a time, and always in a negative
/// duration.
nstime_t time_of(std::int64_t ns, bool is_duration) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  std::int64_t seconds = ns / kSecond;
  std::int64_t rest = ns % kSecond;
  if (rest < 0 && !is_duration) {
    rest += kSecond;
    --seconds;
  }
  return {static_cast<time_t>(seconds), static_cast<int>(rest)};
}

}  // namespace

ShownFields::ShownFields() {
  const auto of_flow = packet_flow_fields();
  for (std::size_t i = 0; i < of_flow.size(); ++i)
    if (is_of_packet(of_flow[i]))
      fields_.push_back(shown(Scope::packet, of_flow[i].field, fill_place, i, nullptr));
  fields_.push_back(
      shown(Scope::packet, packet_field("payload_bytes"), fill_payload_bytes, 0, nullptr));
  fields_.push_back(
      shown(Scope::packet, packet_field("ip_direction_asc"), fill_ascending, 0, nullptr));
  for (const Scope scope : {Scope::run, Scope::stream})
    for (const Feature* feature : kMeasures)
      for (std::size_t i = 0; i < feature->fields.size(); ++i)
        fields_.push_back(shown(scope, feature->fields[i], fill_feature, i, feature));
  for (const Scope scope : {Scope::packet, Scope::run, Scope::stream}) {
    const auto range = std::ranges::equal_range(fields_, scope, {}, &ShownField::scope);
    by_scope_[static_cast<std::size_t>(scope)] = {range.begin(), range.end()};
  }
}

void ShownFields::register_for(int protocol) {
  if (const auto printed = printed_fields()) {
    are_printed_by_name_ = true;
    for (ShownField& field : fields_) {
      field.is_printed = std::ranges::find(*printed, name_of(field)) != printed->end();
      field.is_in_details = false;
    }
  }
  for (ShownField& field : fields_) registered_.push_back({&field.id, info_of(field)});
  proto_register_field_array(protocol, registered_.data(), static_cast<int>(registered_.size()));
  for (ShownField& field : fields_)
    field.known_as = proto_registrar_get_nth(static_cast<unsigned>(field.id));
}

header_field_info ShownFields::info_of(const ShownField& field) {
  header_field_info info{};
  const EpanType type = type_of(field.info.type);
  info.name = keep(title_of(field.info.name));
  info.abbrev = keep(name_of(field));
  info.blurb = keep(std::string(field.info.about));
  info.type = type.type;
  info.display = type.display;
  if (!field.info.labels.empty()) {
    std::vector<value_string>& labels = labels_.emplace_back();
    for (const std::string_view label : field.info.labels)
      labels.push_back({static_cast<guint32>(labels.size()), keep(std::string(label))});
    labels.push_back({0, nullptr});
    info.strings = labels.data();
  }
  info.id = -1;
  info.same_name_prev_id = -1;
  return info;
}

const char* ShownFields::keep(std::string text) {
  return texts_.emplace_back(std::move(text)).c_str();
}

bool is_asked(const ShownField& field) {
  return field.is_printed ||
         (field.known_as != nullptr && field.known_as->ref_type == HF_REF_TYPE_DIRECT);
}

void add_cell(const ShownField& field, proto_tree* tree, tvbuff_t* tvb) {
  const Column& cell = field.cell;
  if (cell.is_null(0)) return;
  const int id = field.id;
  proto_item* item = nullptr;
  switch (field.info.type) {
    case Type::boolean: item = proto_tree_add_boolean(tree, id, tvb, 0, 0, cell.bit(0)); break;
    case Type::u8:
    case Type::label: item = proto_tree_add_uint(tree, id, tvb, 0, 0, *cell.values()); break;
    case Type::u16:
      item = proto_tree_add_uint(tree, id, tvb, 0, 0, *cell.values<std::uint16_t>());
      break;
    case Type::u32:
      item = proto_tree_add_uint(tree, id, tvb, 0, 0, *cell.values<std::uint32_t>());
      break;
    case Type::i8:
      item = proto_tree_add_int(tree, id, tvb, 0, 0, *cell.values<std::int8_t>());
      break;
    case Type::i16:
      item = proto_tree_add_int(tree, id, tvb, 0, 0, *cell.values<std::int16_t>());
      break;
    case Type::i32:
      item = proto_tree_add_int(tree, id, tvb, 0, 0, *cell.values<std::int32_t>());
      break;
    case Type::u64:
    case Type::i64:
    case Type::hash:
      item = proto_tree_add_uint64(tree, id, tvb, 0, 0, *cell.values<std::uint64_t>());
      break;
    case Type::f64:
      item = proto_tree_add_double(tree, id, tvb, 0, 0, *cell.values<double>());
      break;
    case Type::time:
    case Type::duration: {
      const nstime_t time =
          time_of(*cell.values<std::int64_t>(), field.info.type == Type::duration);
      item = proto_tree_add_time(tree, id, tvb, 0, 0, &time);
      break;
    }
    case Type::text:
    case Type::binary:
    case Type::ip_address:
    case Type::mac_address: {
      const std::string_view text = cell.text(0);
      const char* copy = wmem_strndup(PNODE_POOL(tree), text.data(), text.size());
      item = proto_tree_add_string(tree, id, tvb, 0, 0, copy);
      break;
    }
  }
  proto_item_set_generated(item);
}

}  // namespace flowstat::plugin
