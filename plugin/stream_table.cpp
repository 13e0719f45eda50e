#include "plugin/stream_table.h"

#include <cinttypes>
#include <cstdio>
#include <map>
#include <string>
#include <unordered_map>

#include "core/base/address.h"
#include "core/packet/walk.h"
#include "plugin/complaint.h"
#include "plugin/dissector.h"
#include "plugin/known_flow.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

namespace {

using Item = stat_tap_table_item_type;

/// What the cells of a flow are made of.
struct Row {
  const KnownFlow& flow;
  const StreamWatch* streams;
  std::uint32_t id;
};

/// A number below 2^32; what has more does not come from one capture.
Item count(std::int64_t value) {
  Item item{};
  item.type = TABLE_ITEM_UINT;
  item.value.uint_value = static_cast<unsigned>(value);
  return item;
}

Item text(const std::string& value) {
  Item item{};
  item.type = TABLE_ITEM_STRING;
  item.value.string_value = g_strdup(value.c_str());
  return item;
}

/// A number that no cell has room for is text; the blanks in front let text be sorted.
Item octets(std::int64_t value) {
  char words[24];
  std::snprintf(words, sizeof(words), "%15" PRId64, value);
  return text(words);
}

Item end(const IpAddress& address, bool has_port, std::uint16_t port) {
  std::string words = text_of(address);
  if (has_port) words.append(address.version == 6 ? " port " : ":").append(std::to_string(port));
  return text(words);
}

Item initiator(const Row& row) {
  const FlowEnds ends = row.flow.ends();
  return end(ends.src(), ends.has_ports(), ends.src_port());
}

Item responder(const Row& row) {
  const FlowEnds ends = row.flow.ends();
  return end(ends.dst(), ends.has_ports(), ends.dst_port());
}

Protocol protocol_of(const Row& row) {
  return protocol_of_ip(row.flow.entry.tuple.protocol);
}

Item protocol(const Row& row) {
  switch (protocol_of(row)) {
    case Protocol::icmp: return text("ICMP");
    case Protocol::tcp: return text("TCP");
    case Protocol::udp: return text("UDP");
    case Protocol::icmpv6: return text("ICMPv6");
    case Protocol::sctp: return text("SCTP");
    default: return text("IP " + std::to_string(row.flow.entry.tuple.protocol));
  }
}

Item duration(const Row& row) {
  char words[32];
  std::snprintf(words, sizeof(words), "%15.6f", static_cast<double>(row.flow.duration_ns()) * 1e-9);
  return text(words);
}

Item missing(const Row& row, Direction direction) {
  if (row.streams == nullptr || protocol_of(row) != Protocol::tcp) return text("");
  return octets(row.streams->missing_bytes(row.id, direction));
}

/// A column, and whether its cell changes while packets come.
struct Column {
  const char* title;
  stat_tap_table_item_enum type;
  tap_alignment_type align;
  bool changes;
  Item (*cell)(const Row& row);
};

// clang-format off
constexpr auto kNumber = TABLE_ITEM_UINT;
constexpr auto kText = TABLE_ITEM_STRING;
constexpr Column kColumns[] = {
    {"Flow",             kNumber, TAP_ALIGN_RIGHT, false, [](const Row& row) { return count(row.id); }},
    {"Protocol",         kText,   TAP_ALIGN_LEFT,  false, protocol},
    {"Initiator",        kText,   TAP_ALIGN_LEFT,  false, initiator},
    {"Responder",        kText,   TAP_ALIGN_LEFT,  false, responder},
    {"Packets forward",  kNumber, TAP_ALIGN_RIGHT, true,  [](const Row& row) { return count(row.flow.volume.forward().packets); }},
    {"Packets backward", kNumber, TAP_ALIGN_RIGHT, true,  [](const Row& row) { return count(row.flow.volume.backward().packets); }},
    {"Payload forward",  kText,   TAP_ALIGN_RIGHT, true,  [](const Row& row) { return octets(row.flow.volume.forward().payload_bytes); }},
    {"Payload backward", kText,   TAP_ALIGN_RIGHT, true,  [](const Row& row) { return octets(row.flow.volume.backward().payload_bytes); }},
    {"Duration (s)",     kText,   TAP_ALIGN_RIGHT, true,  duration},
    {"Missing forward",  kText,   TAP_ALIGN_RIGHT, true,  [](const Row& row) { return missing(row, Direction::forward); }},
    {"Missing backward", kText,   TAP_ALIGN_RIGHT, true,  [](const Row& row) { return missing(row, Direction::backward); }},
};
// clang-format on

constexpr char kName[] = "Flows";
constexpr char kCommand[] = "flowstat,table";

/// Which row a flow has, in each table that is open.
std::map<const stat_tap_table*, std::unordered_map<std::uint64_t, unsigned>>& rows_of_tables() {
  static std::map<const stat_tap_table*, std::unordered_map<std::uint64_t, unsigned>> rows;
  return rows;
}

void free_text(Item& item) {
  if (item.type == TABLE_ITEM_STRING) g_free(const_cast<char*>(item.value.string_value));
  item = {};
}

void add_row(stat_tap_table* table, unsigned at, const Row& row) {
  Item items[std::size(kColumns)];
  for (std::size_t i = 0; i < std::size(kColumns); ++i) items[i] = kColumns[i].cell(row);
  stat_tap_init_table_row(table, at, std::size(items), items);
}

void change_row(stat_tap_table* table, unsigned at, const Row& row) {
  for (unsigned i = 0; i < std::size(kColumns); ++i) {
    if (!kColumns[i].changes) continue;
    free_text(*stat_tap_get_field_data(table, at, i));
    Item item = kColumns[i].cell(row);
    stat_tap_set_field_data(table, at, i, &item);
  }
}

tap_packet_status take(void* given, packet_info* pinfo, epan_dissect_t*, const void*, tap_flags_t) {
  Session* const session = current_session();
  const std::uint32_t number = frame_with_flow(session, pinfo->num);
  if (number == 0) return TAP_PACKET_DONT_REDRAW;
  stat_tap_table* const table =
      stat_tap_find_table(static_cast<stat_data_t*>(given)->stat_tap_data, kName);
  try {
    const std::uint32_t id = session->log().note(number).flow;
    auto& rows = rows_of_tables()[table];
    const auto [row, is_new] =
        rows.try_emplace(flow_key(*session, id), static_cast<unsigned>(rows.size()));
    if (!is_new && session->is_complete()) return TAP_PACKET_DONT_REDRAW;
    const KnownFlow flow = known_flow(*session, number);
    const Row cells{flow, session->streams(), id};
    is_new ? add_row(table, row->second, cells) : change_row(table, row->second, cells);
  } catch (const std::exception&) {
    return TAP_PACKET_FAILED;
  }
  return TAP_PACKET_REDRAW;
}

void reset(stat_tap_table* table) {
  for (unsigned row = 0; row < table->num_elements; ++row)
    for (unsigned i = 0; i < table->num_fields; ++i)
      free_text(*stat_tap_get_field_data(table, row, i));
  rows_of_tables().erase(table);
  table->num_elements = 0;
}

void free_item(stat_tap_table* table, unsigned, unsigned, Item* item) {
  rows_of_tables().erase(table);
  free_text(*item);
}

/// Its result is nothing up to 4.4, and from 4.6 on a bool.
template <class Done>
Done open(stat_tap_table_ui* ui) {
  complain_if_off(kCommand);
  if (stat_tap_table* const table = stat_tap_find_table(ui, kName))
    reset(table);
  else
    stat_tap_add_table(ui, stat_tap_init_table(kName, std::size(kColumns), 0, nullptr));
  return static_cast<Done>(true);
}
using Done = decltype(std::declval<stat_tap_table_ui>().stat_tap_init_cb(nullptr));

}  // namespace

void register_stream_table() {
  static stat_tap_table_item fields[std::size(kColumns)];
  for (std::size_t i = 0; i < std::size(kColumns); ++i)
    fields[i] = {kColumns[i].type, kColumns[i].align, kColumns[i].title,
                 kColumns[i].type == kNumber ? "%u" : "%s"};
  static tap_param filter[] = {{PARAM_FILTER, "filter", "Filter", nullptr, true}};
  static stat_tap_table_ui ui{};
  ui.group = REGISTER_PACKET_STAT_GROUP_UNSORTED;
  ui.title = "Flowstat Flows";
  ui.tap_name = "frame";
  ui.cli_string = kCommand;
  ui.stat_tap_init_cb = open<Done>;
  ui.packet_func = take;
  ui.stat_tap_reset_table_cb = reset;
  ui.stat_tap_free_table_item_cb = free_item;
  ui.nfields = std::size(fields);
  ui.fields = fields;
  ui.nparams = std::size(filter);
  ui.params = filter;
  register_stat_tap_table_ui(&ui);
}

}  // namespace flowstat::plugin
