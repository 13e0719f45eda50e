#pragma once

// Wireshark's headers that the module needs, in the order in which they can be included.
#include <wireshark.h>
//
#include <epan/addr_resolv.h>
#include <epan/column-info.h>
#include <epan/column.h>
#include <epan/decode_as.h>
#include <epan/dfilter/dfilter.h>
#include <epan/disabled_protos.h>
#include <epan/epan.h>
#include <epan/epan_dissect.h>
#include <epan/export_object.h>
#include <epan/follow.h>
#include <epan/frame_data_sequence.h>
#include <epan/packet.h>
#include <epan/prefs.h>
#include <epan/print.h>
#include <epan/proto.h>
#include <epan/secrets.h>
#include <epan/tap.h>
#include <epan/timestamp.h>
#include <epan/tvbuff.h>
#include <wiretap/wtap.h>
#include <ws_version.h>
#include <wsutil/filesystem.h>
#include <wsutil/privileges.h>
#include <wsutil/report_message.h>
#include <wsutil/wslog.h>

// This one is C alone.
extern "C" {
#include <wiretap/pcap-encap.h>
}

#include <algorithm>
#include <climits>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

// What differs between Wireshark 4.0, 4.4 and 4.6 stands here, and nowhere else.

#define FLOWSTAT_WIRESHARK (WIRESHARK_VERSION_MAJOR * 100 + WIRESHARK_VERSION_MINOR)

#if FLOWSTAT_WIRESHARK < 402
#define FT_IS_INT IS_FT_INT
#define FT_IS_INTEGER(type) (IS_FT_INT(type) || IS_FT_UINT(type))
#define FT_IS_STRING IS_FT_STRING
#endif

namespace flowstat::dissect {

inline void begin_logging(const char* program, void (*tell)(const char*, va_list)) {
#if FLOWSTAT_WIRESHARK >= 406
  g_set_prgname(program);
  ws_log_init(tell);
#else
  ws_log_init(program, tell);
#endif
}

/// Gives words of what is wrong, or nullptr; free them with g_free().
inline char* begin_configuration(const char* program) {
#if FLOWSTAT_WIRESHARK >= 406
  return configuration_init(program);
#else
  return configuration_init(program, nullptr);
#endif
}

/// What functions give that Wireshark calls for each of a set.
using ForeachVerdict = decltype(std::declval<wmem_foreach_func>()(nullptr, nullptr, nullptr));

enum class Taps : bool { no, yes };

/// A record of a capture, and its octets.
class Record {
 public:
  Record() {
#if FLOWSTAT_WIRESHARK >= 406
    wtap_rec_init(&rec_, 1514);
#else
    wtap_rec_init(&rec_);
    ws_buffer_init(&octets_, 1514);
#endif
  }
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;
  ~Record() {
    wtap_rec_cleanup(&rec_);
#if FLOWSTAT_WIRESHARK < 406
    ws_buffer_free(&octets_);
#endif
  }

  bool read(wtap* file, int* error, char** info, std::int64_t* offset) {
#if FLOWSTAT_WIRESHARK >= 406
    return wtap_read(file, &rec_, error, info, offset);
#else
    return wtap_read(file, &rec_, &octets_, error, info, offset);
#endif
  }
  bool read_at(wtap* file, std::int64_t offset, int* error, char** info) {
#if FLOWSTAT_WIRESHARK >= 406
    return wtap_seek_read(file, offset, &rec_, error, info);
#else
    return wtap_seek_read(file, offset, &rec_, &octets_, error, info);
#endif
  }
  bool write(wtap_dumper* to, int* error, char** info) {
#if FLOWSTAT_WIRESHARK >= 406
    return wtap_dump(to, &rec_, error, info);
#else
    return wtap_dump(to, &rec_, octets(), error, info);
#endif
  }
  void reset() {
    wtap_rec_reset(&rec_);
  }

  wtap_rec& header() {
    return rec_;
  }
  const std::uint8_t* octets() {
#if FLOWSTAT_WIRESHARK >= 406
    return ws_buffer_start_ptr(&rec_.data);
#else
    return ws_buffer_start_ptr(&octets_);
#endif
  }

  /// Dissects the record, and lets listeners hear of it. epan drops a reference to its block, which
  /// is ours to keep.
  void dissect(epan_dissect_t* edt, int file_type, frame_data* frame, column_info* columns,
               Taps taps = Taps::no) {
    wtap_block_t const block = rec_.block == nullptr ? nullptr : wtap_block_ref(rec_.block);
#if FLOWSTAT_WIRESHARK >= 406
    const auto run = taps == Taps::yes ? epan_dissect_run_with_taps : epan_dissect_run;
    run(edt, file_type, &rec_, frame, columns);
#else
    const auto sent = static_cast<int>(std::min<std::uint32_t>(frame->pkt_len, INT_MAX));
    const auto run = taps == Taps::yes ? epan_dissect_run_with_taps : epan_dissect_run;
    run(edt, file_type, &rec_, tvb_new_real_data(octets(), frame->cap_len, sent), frame, columns);
#endif
    kept_block_ = block;
  }
  /// To be called when epan has let go of the record: after its reset.
  void take_back() {
    if (kept_block_ != nullptr) rec_.block = kept_block_;
    kept_block_ = nullptr;
  }

 private:
  wtap_rec rec_{};
  wtap_block_t kept_block_ = nullptr;
#if FLOWSTAT_WIRESHARK < 406
  Buffer octets_{};
#endif
};

/// Which of the interfaces of `file` a packet came from, counted over its sections.
inline std::uint32_t interface_of(wtap* file, const wtap_rec& record) {
  if ((record.presence_flags & WTAP_HAS_INTERFACE_ID) == 0) return 0;
  const std::uint32_t id = record.rec_header.packet_header.interface_id;
#if FLOWSTAT_WIRESHARK >= 404
  if ((record.presence_flags & WTAP_HAS_SECTION_NUMBER) != 0)
    return wtap_file_get_shb_global_interface_id(file, record.section_number, id);
#else
  static_cast<void>(file);
#endif
  return id;
}

/// Turns a heuristic dissector on or off, by its short name; false if there is none.
inline bool enable_heuristic(const std::string& name, bool is_enabled) {
#if FLOWSTAT_WIRESHARK >= 404
  return is_enabled ? proto_enable_heuristic_by_name(name.c_str())
                    : proto_disable_heuristic_by_name(name.c_str());
#else
  return proto_enable_heuristic_by_name(name.c_str(), is_enabled) != 0;
#endif
}

/// The number of an interface in its file; before 4.4 they are counted through all sections.
inline std::uint32_t interface_in_file(wtap*, std::uint32_t id) {
  return id;
}
#if FLOWSTAT_WIRESHARK >= 404
inline std::uint32_t interface_in_file(wtap* file, std::uint32_t id, unsigned section) {
  return wtap_file_get_shb_global_interface_id(file, section, id);
}
#endif

/// The blocks of names of a capture, which wiretap writes since 4.4; nullptr before.
inline const GArray* name_blocks(const wtap_dump_params& params) {
#if FLOWSTAT_WIRESHARK >= 404
  return params.nrbs_growing;
#else
  static_cast<void>(params);
  return nullptr;
#endif
}
inline void write_name_blocks(wtap_dump_params& params, const GArray* blocks) {
#if FLOWSTAT_WIRESHARK >= 404
  params.nrbs_growing = blocks;
#else
  static_cast<void>(params);
  static_cast<void>(blocks);
#endif
}

/// Compiles a display filter. Gives words of what is wrong; "" if nothing is.
inline std::string compile_filter(const std::string& text, dfilter_t** filter) {
#if FLOWSTAT_WIRESHARK >= 402
  df_error_t* error = nullptr;
  if (dfilter_compile(text.c_str(), filter, &error)) return "";
  const std::string words = error == nullptr || error->msg == nullptr ? "it is wrong" : error->msg;
  df_error_free(&error);
#else
  char* error = nullptr;
  if (dfilter_compile(text.c_str(), filter, &error)) return "";
  const std::string words = error == nullptr ? "it is wrong" : error;
  g_free(error);
#endif
  return words;
}

/// Before 4.4 it is up to us to ask for the fields that postdissectors want.
inline void prime_postdissectors(epan_dissect_t* edt) {
#if FLOWSTAT_WIRESHARK < 404
  prime_epan_dissect_with_postdissector_wanted_hfids(edt);
#else
  static_cast<void>(edt);
#endif
}

#if FLOWSTAT_WIRESHARK >= 402
inline fvalue_t* value_of(const field_info& info) {
  return info.value;
}
#else
inline fvalue_t* value_of(const field_info& info) {
  return const_cast<fvalue_t*>(&info.value);
}
#endif

/// The octets of an IPv4 address, in network order.
inline std::uint32_t ipv4_of(const field_info& info) {
#if FLOWSTAT_WIRESHARK >= 402
  return fvalue_get_ipv4(value_of(info))->addr;
#else
  return info.value.value.ipv4.addr;
#endif
}

inline const std::uint8_t* ipv6_of(const field_info& info) {
#if FLOWSTAT_WIRESHARK >= 402
  return fvalue_get_ipv6(value_of(info))->addr.bytes;
#else
  return info.value.value.ipv6.addr.bytes;
#endif
}

/// The octets of FT_BYTES, FT_ETHER and their like.
inline std::string_view octets_of(const field_info& info) {
#if FLOWSTAT_WIRESHARK >= 402
  return {static_cast<const char*>(fvalue_get_bytes_data(value_of(info))),
          fvalue_get_bytes_size(value_of(info))};
#else
  const GByteArray* const array = info.value.value.bytes;
  if (array == nullptr || array->len == 0) return {};
  return {reinterpret_cast<const char*>(array->data), array->len};
#endif
}

/// True if others are told of the time of `frame`; before 4.4 also of one that it does not have.
inline bool is_time_told(const frame_data& frame) {
#if FLOWSTAT_WIRESHARK >= 404
  return frame.has_ts;
#else
  static_cast<void>(frame);
  return true;
#endif
}

/// True if tshark makes a tree with the text of every item to print fields.
inline constexpr bool kPrintsFieldsOfText = FLOWSTAT_WIRESHARK < 404;

/// What the printer of fields knows a field by: since 4.4 columns have other names, and the old
/// ones are translated.
inline const char* printed_name(const char* field) {
#if FLOWSTAT_WIRESHARK >= 404
  const char* const column = try_convert_to_column_field(field);
  return column == nullptr ? field : column;
#else
  return field;
#endif
}

/// Since 4.4 the printer of fields looks for those that were asked for, before each frame.
inline void prime_printed(output_fields_t* fields, epan_dissect_t* edt) {
#if FLOWSTAT_WIRESHARK >= 404
  output_fields_prime_edt(edt, fields);
#else
  static_cast<void>(fields);
  static_cast<void>(edt);
#endif
}

// The printers of Wireshark, for all items, without octets in hexadecimal.

inline void print_json(output_fields_t* fields, epan_dissect_t* edt, column_info* list,
                       json_dumper* to) {
#if FLOWSTAT_WIRESHARK >= 404
  write_json_proto_tree(fields, print_dissections_expanded, false, edt, list,
                        proto_node_group_children_by_unique, to);
#else
  write_json_proto_tree(fields, print_dissections_expanded, false, nullptr, PF_NONE, edt, list,
                        proto_node_group_children_by_unique, to);
#endif
}

inline void print_ek(output_fields_t* fields, epan_dissect_t* edt, column_info* list, FILE* to) {
#if FLOWSTAT_WIRESHARK >= 404
  write_ek_proto_tree(fields, false, false, edt, list, to);
#else
  write_ek_proto_tree(fields, false, false, nullptr, PF_NONE, edt, list, to);
#endif
}

inline void print_pdml(output_fields_t* fields, epan_dissect_t* edt, column_info* list, FILE* to) {
#if FLOWSTAT_WIRESHARK >= 404
  write_pdml_proto_tree(fields, edt, list, to, false);
#else
  write_pdml_proto_tree(fields, nullptr, PF_NONE, edt, list, to, false);
#endif
}

}  // namespace flowstat::dissect
