#include "core/dissect/engine/object_finder.h"

#include <algorithm>
#include <span>

#include "core/dissect/engine/field_value.h"
#include "core/dissect/engine/packet_facts.h"

namespace flowstat::dissect {

namespace {

/// Exporters that add an object when they have all of it. Others come back to what they added, so
/// that it is kept until the end.
constexpr std::string_view kWholeAtOnce[] = {"dicom", "http", "imf", "tftp"};
/// Exporters that give an object away. Octets of others may be epan's own (those of tftp are), and
/// are left to the end of the process.
constexpr std::string_view kGivenAway[] = {"http", "imf"};

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::optional<std::string> text_of(const char* text) {
  return text == nullptr ? std::nullopt : std::optional<std::string>(text);
}

std::optional<std::int64_t> last_number(epan_dissect_t* edt, const header_field_info& field) {
  const auto values = values_in(edt, field);
  if (values.empty()) return std::nullopt;
  return static_cast<std::int64_t>(unsigned_of(*values.back()));
}

}  // namespace

std::vector<Exporter> all_exporters() {
  std::vector<Exporter> all;
  eo_iterate_tables(
      [](const void*, void* value, void* to) -> ForeachVerdict {
        auto* const registered = static_cast<register_eo_t*>(value);
        static_cast<std::vector<Exporter>*>(to)->push_back(
            {proto_get_protocol_filter_name(get_eo_proto_id(registered)), registered});
        return false;
      },
      &all);
  std::ranges::sort(all, {}, &Exporter::name);
  return all;
}

ObjectFinder::ObjectFinder(ObjectTaker& to)
    : to_(to),
      tcp_stream_(proto_registrar_get_byname("tcp.stream")),
      udp_stream_(proto_registrar_get_byname("udp.stream")) {}

ObjectFinder::~ObjectFinder() {
  for (const auto& listener : listeners_) remove_tap_listener(listener.get());
}

Status ObjectFinder::listen(const Exporter& exporter, const std::string& filter) {
  Listener& listener = *listeners_.emplace_back(std::make_unique<Listener>());
  listener.list = {add, kept_at, &listener};
  listener.finder = this;
  listener.exporter = exporter;
  return listen_to(get_eo_tap_listener_name(exporter.registered), filter, &listener, hear);
}

void ObjectFinder::prime(epan_dissect_t* edt) {
  epan_dissect_prime_with_hfid(edt, tcp_stream_->id);
  epan_dissect_prime_with_hfid(edt, udp_stream_->id);
}

tap_packet_status ObjectFinder::hear(void* listener, packet_info* packet, epan_dissect_t* edt,
                                     const void* event, tap_flags_t flags) {
  auto& heard = *static_cast<Listener*>(listener);
  heard.finder->packet_ = packet;
  heard.finder->edt_ = edt;
  const tap_packet_cb take = get_eo_packet_func(heard.exporter.registered);
  take(&heard.list, packet, edt, event, flags);
  return TAP_PACKET_DONT_REDRAW;
}

void ObjectFinder::add(void* listener, export_object_entry_t* entry) {
  auto& heard = *static_cast<Listener*>(listener);
  ObjectFinder& finder = *heard.finder;
  const Kept added{entry, finder.found_now(heard)};
  if (!is_one_of(kWholeAtOnce, heard.exporter.name)) {
    heard.kept.push_back(added);
    return;
  }
  if (finder.taken_.ok()) finder.taken_ = finder.hand_on(added);
  if (is_one_of(kGivenAway, heard.exporter.name)) eo_free_entry(entry);
}

export_object_entry_t* ObjectFinder::kept_at(void* listener, int row) {
  const auto& kept = static_cast<Listener*>(listener)->kept;
  const auto at = static_cast<std::size_t>(row);
  return row < 0 || at >= kept.size() ? nullptr : kept[at].entry;
}

FoundObject ObjectFinder::found_now(const Listener& listener) const {
  FoundObject found;
  found.protocol = listener.exporter.name;
  if (packet_->ptype == PT_TCP) found.tcp_stream = last_number(edt_, *tcp_stream_);
  if (packet_->ptype == PT_UDP) found.udp_stream = last_number(edt_, *udp_stream_);
  return found;
}

Status ObjectFinder::hand_on(const Kept& kept) {
  const export_object_entry_t& entry = *kept.entry;
  FoundObject found = kept.found;
  found.frame = entry.pkt_num;
  found.host = text_of(entry.hostname);
  found.content_type = text_of(entry.content_type);
  found.name = text_of(entry.filename);
  found.bytes = entry.payload_data == nullptr ? 0 : entry.payload_len;
  if (Status begun = to_.begin(found); !begun.ok()) return begun;
  return to_.take(Bytes(entry.payload_data, static_cast<std::size_t>(found.bytes)));
}

Status ObjectFinder::finish() {
  for (const auto& listener : listeners_)
    for (const Kept& kept : listener->kept)
      if (taken_.ok()) taken_ = hand_on(kept);
  return taken_;
}

}  // namespace flowstat::dissect
