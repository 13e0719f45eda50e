#include "plugin/dissector.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <vector>

#include "plugin/conversations.h"
#include "plugin/epan_frame.h"
#include "plugin/expert_info.h"
#include "plugin/preferences.h"
#include "plugin/session.h"
#include "plugin/shown_fields.h"
#include "plugin/tap.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

namespace {

int protocol = -1;
int tree_id = -1;
int run_tree_id = -1;
int stream_tree_id = -1;
bool keeps_streams = false;
std::unique_ptr<Session> session;
std::vector<FrameTaker*> takers;

ShownFields& fields() {
  static ShownFields made;
  return made;
}

// The tree is filled by functions that epan may leave by longjmp: in them nothing has a destructor.

void show(std::span<const ShownField> fields_of_scope, proto_tree* tree, tvbuff_t* tvb) {
  for (const ShownField& field : fields_of_scope)
    if (field.cell.size() > 0) add_cell(field, tree, tvb);
}

/// A part of our tree, where anybody sees it.
proto_tree* branch(proto_tree* own, tvbuff_t* tvb, int id, const char* title) {
  if (fields().are_printed_by_name()) return own;
  return proto_tree_add_subtree(own, tvb, 0, 0, id, nullptr, title);
}

/// What there is to tell of a frame, and of which scopes there are cells.
struct Told {
  std::uint32_t number = 0;  ///< The place of the frame; 0: it has none.
  bool anything = false;     ///< The packet has a flow.
  bool run = false;
  bool stream = false;
};

proto_item* show_all(proto_tree* tree, tvbuff_t* tvb, const Told& told) {
  proto_item* item = proto_tree_add_item(tree, protocol, tvb, 0, 0, ENC_NA);
  proto_item_set_generated(item);
  proto_tree* const own = proto_item_add_subtree(item, tree_id);
  show(fields().of(Scope::packet), own, tvb);
  if (told.run)
    show(fields().of(Scope::run), branch(own, tvb, run_tree_id, "Up to this packet"), tvb);
  if (told.stream)
    show(fields().of(Scope::stream), branch(own, tvb, stream_tree_id, "Whole conversation"), tvb);
  return item;
}

/// Makes the cells of those fields that somebody asks for; true if there are any.
bool fill(Scope scope, const ShownPacket& packet, proto_tree* tree) {
  const bool is_shown_unasked = is_in_details(scope);
  bool has_any = false;
  for (ShownField& field : fields().of(scope)) {
    if (field.cell.size() > 0) field.cell.clear();
    const bool is_shown = is_asked(field) || (is_shown_unasked && field.is_in_details &&
                                              proto_field_is_referenced(tree, field.id));
    if (!is_shown) continue;
    field.fill(field, packet, field.cell);
    has_any = true;
  }
  return has_any;
}

void take(const Frame& frame) {
  session->take(frame);
  for (FrameTaker* taker : takers) taker->take(frame);
}

/// Takes the frame on the first pass, and fills the cells of what the tree shall tell.
Told prepare(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree) {
  const bool is_first_pass = !pinfo->fd->visited;
  if (is_first_pass) session->numbers().add(pinfo->num);
  const std::uint32_t number = session->numbers().place_of(pinfo->num);
  if (number == 0) return {};
  Frame frame = frame_of(tvb, pinfo);
  frame.number = number;
  const bool is_heard = is_stream_tap_heard();
  if (is_heard) session->watch_streams();  // which finds conflicts
  if (is_first_pass) take(frame);
  if (is_heard) session->hear(frame, is_first_pass);
  queue_conversation(*session, number, pinfo);
  PacketLog& log = session->log();
  Told told{.number = number};
  if (tree == nullptr) return told;
  const PacketNote& note = log.note(number);
  if (!note.has_flow()) return told;
  const ShownPacket so_far{note, number, log.layout(), log.record_at(number)};
  fill(Scope::packet, so_far, tree);
  told.anything = true;
  told.run = fill(Scope::run, so_far, tree);
  if (session->is_complete() && !is_first_pass)
    told.stream = fill(Scope::stream, {note, number, log.layout(), log.last_record(number)}, tree);
  return told;
}

/// Wireshark looks each message up among all that it has seen, so that many different ones would
/// take the square of their number.
constexpr std::size_t kMostDetailed = 3'000;

void tell_oddities(const StreamWatch& streams, std::uint32_t number, packet_info* pinfo,
                   proto_item* item) {
  const std::span<const Oddity> oddities = streams.of_frame(number);
  if (oddities.empty()) return;
  const std::size_t before = std::min(streams.place_of(oddities), kMostDetailed);
  tell(oddities, kMostDetailed - before, pinfo, item);
}

int dissect(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*) {
  if (!session) return 0;
  Told told;
  try {
    told = prepare(tvb, pinfo, tree);
  } catch (const std::exception&) {
    session.reset();  // want of memory: no more of this capture is told
    return 0;
  }
  // First, as no tree that grows too large may keep listeners from their octets.
  if (StreamEvents* const streams = session->events(); streams != nullptr)
    queue_stream_events(streams->of_frame(told.number), *streams, tvb, pinfo);
  proto_item* item = nullptr;
  if (told.anything) item = show_all(tree, tvb, told);
  if (tells_oddities() && session->streams() != nullptr)
    tell_oddities(*session->streams(), told.number, pinfo, item);
  return static_cast<int>(tvb_captured_length(tvb));
}

SessionMemory& memory() {
  static SessionMemory kept;
  return kept;
}

void begin() {
  if (!is_switched_on()) return;
  try {
    session = std::make_unique<Session>(flow_rules(), memory(), tells_oddities());
    if (keeps_streams) session->keep_streams();
    for (FrameTaker* taker : takers) taker->begin(flow_rules());
  } catch (const std::exception&) {
    session.reset();
  }
}

void end() {
  if (session) memory() = session->memory();
  session.reset();
}

void pass_is_over() {
  if (session) session->note_end();
}

}  // namespace

void register_fields() {
  protocol = proto_register_protocol("Flow statistics", "Flowstat", "flowstat");
  fields().register_for(protocol);
  register_expert_info(protocol);
  register_stream_tap();
  register_conversations(protocol);
  register_preferences(protocol);
  static int* trees[] = {&tree_id, &run_tree_id, &stream_tree_id};
  proto_register_subtree_array(trees, array_length(trees));
  register_init_routine(begin);
  register_cleanup_routine(end);
  register_postseq_cleanup_routine(pass_is_over);
}

Session* current_session() {
  return session.get();
}

void keep_streams() {
  keeps_streams = true;
  if (session) session->keep_streams();  // tshark opens the capture before it looks at -z
}

void add_frame_taker(FrameTaker& taker) {
  takers.push_back(&taker);
  if (session) taker.begin(flow_rules());
}

void register_dissector() {
  register_postdissector(create_dissector_handle(dissect, protocol));
}

}  // namespace flowstat::plugin
