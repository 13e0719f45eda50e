#pragma once

#include <array>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "core/fields/column.h"
#include "plugin/packet_log.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

/// Of what a field tells, and so the prefix of its name.
enum class Scope : std::uint8_t {
  packet,  ///< flowstat.flow_id
  run,     ///< flowstat.run.packets: up to and including the packet.
  stream,  ///< flowstat.stream.packets: of the whole conversation.
};

/// A packet of the log, as fields are made of it.
struct ShownPacket {
  const PacketNote& note;
  std::int64_t number = 0;  ///< Of the frame.
  const StateLayout& layout;
  const std::byte* record = nullptr;  ///< Of its flow, as the field's scope has it.
};

/// A field as Wireshark knows it, with room for the cell of one packet.
struct ShownField {
  /// Adds the field's cell of `packet` to `to`.
  using Fill = void (*)(const ShownField& field, const ShownPacket& packet, Column& to);

  Scope scope = Scope::packet;
  FieldInfo info;
  Fill fill = nullptr;
  bool is_in_details = true;                    ///< Where nobody names it.
  bool is_printed = false;                      ///< By name, where only names are printed.
  std::size_t source = 0;                       ///< Which row of its table it is; for fill.
  const Feature* feature = nullptr;             ///< That it is of; nullptr: of none.
  int id = -1;                                  ///< Wireshark's.
  const header_field_info* known_as = nullptr;  ///< To Wireshark, once registered.
  Column cell;
};

/// Every field of the plugin, registered with Wireshark under the protocol `protocol`.
class ShownFields {
 public:
  ShownFields();
  void register_for(int protocol);

  std::span<ShownField> of(Scope scope) { return by_scope_[static_cast<std::size_t>(scope)]; }
  /// Nobody sees a tree of them.
  bool are_printed_by_name() const { return are_printed_by_name_; }

 private:
  header_field_info info_of(const ShownField& field);
  const char* keep(std::string text);

  std::vector<ShownField> fields_;  // by scope
  std::array<std::span<ShownField>, 3> by_scope_;
  bool are_printed_by_name_ = false;
  std::deque<std::string> texts_;  // Wireshark keeps what it is given
  std::deque<std::vector<value_string>> labels_;
  std::vector<hf_register_info> registered_;
};

/// True if `field` is named by a filter, a column or -e.
bool is_asked(const ShownField& field);

/// Adds the cell of `field` to `tree`, unless it is null. Leaves by longjmp where epan does.
void add_cell(const ShownField& field, proto_tree* tree, tvbuff_t* tvb);

}  // namespace flowstat::plugin
