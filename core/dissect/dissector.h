#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/dissect/conversion.h"
#include "core/dissect/finds.h"
#include "core/dissect/pulse.h"
#include "core/fields/column.h"

namespace flowstat::dissect {

/// How Wireshark is set up, as on tshark's command line.
struct Settings {
  std::string program;                   ///< How its messages call us.
  std::string profile;                   ///< -C; "" is the default one.
  bool ignores_profile = false;          ///< --no-profile: nothing of the user's is read.
  std::vector<std::string> preferences;  ///< "tcp.desegment_tcp_streams:FALSE".
  std::vector<std::string> decode_as;    ///< "tcp.port==8888,http".
  std::vector<std::string> enabled;      ///< Protocols, or heuristics of them.
  std::vector<std::string> disabled;
  std::string resolved_names;  ///< -N: letters of what is looked up; "" is nothing.
};

enum class Occurrence : std::uint8_t { all, first, last };
enum class ValueStrings : std::uint8_t {
  none,
  beside,   ///< A second column has the text.
  instead,  ///< The column has the text, where there is one.
};
enum class FieldNames : std::uint8_t {
  wireshark,  ///< "ip.src"
  sql,        ///< "ip_src"
};

/// What is asked of every frame.
struct Question {
  std::vector<std::string> fields;   ///< Wireshark's names.
  std::vector<std::string> options;  ///< Of their text, as -E takes them.
  std::string filter;           ///< A display filter: frames that it does not take give no row.
  bool has_two_passes = false;  ///< -2: what later frames tell of earlier ones is known.
  Occurrence occurrence = Occurrence::all;
  ValueStrings value_strings = ValueStrings::none;
  FieldNames names = FieldNames::wireshark;
  bool keeps_uint64 = false;  ///< Else 64-bit integers without sign are int64.
  Rendering rendering;
};

/// How frames are printed.
enum class PrintStyle : std::uint8_t { fields, json, ek, pdml, details, summary };

/// What tshark would print.
struct Printing {
  PrintStyle style = PrintStyle::summary;
  std::vector<std::string> fields;   ///< Of fields, and what json, ek and pdml are limited to.
  std::vector<std::string> options;  ///< Of fields: "header=y".
  std::string filter;                ///< A display filter.
  bool has_two_passes = false;
  std::int64_t count = 0;  ///< Of records to read; 0: all.
};

/// The columns that a question gives.
struct Answer {
  std::vector<ColumnSpec> columns;  ///< What they are called lives as long as the dissector.
  std::vector<std::string> notes;   ///< For the user: columns that had to be renamed, and the like.
  bool needs_tree = true;           ///< Else taps tell of the frames, which takes half the time.
};

/// Which rows of a capture a worker gives.
struct Part {
  std::uint32_t shard = 0;  ///< Only frames whose address pair belongs to this one of `shards`.
  std::uint32_t shards = 1;
  std::int64_t after_packet = 0;         ///< Rows up to this packet are there already.
  std::int64_t first_packet = 1;         ///< Those before are not dissected.
  std::int64_t last_packet = INT64_MAX;  ///< Those behind are not dissected.
  std::vector<std::int64_t> skipped;     ///< Packets that are not dissected, in order.
};

/// Rows on their way: one for each packet that the filter takes.
struct Rows {
  Column packets{ColumnSpec{{.name = "packet", .about = ""}, Storage::i64}};
  Batch fields;  ///< As many rows as `packets`.
};

class RowTaker {
 public:
  virtual ~RowTaker() = default;
  virtual Status take(const Rows& rows) = 0;
};

/// A protocol, by what Wireshark's filters and people call it.
struct Protocol {
  std::string name;   ///< "tls"
  std::string about;  ///< "Transport Layer Security"
};

/// libwireshark, seen from programs that know nothing of it. There is one in a process, and one
/// capture is dissected in a process: what Wireshark learns of a capture it keeps for good.
class Dissector {
 public:
  virtual ~Dissector() = default;

  /// Sets Wireshark up; the first call to make, and once. Errors: usage, for what Wireshark does
  /// not know, in its words, with the nearest name.
  virtual Status set_up(const Settings& settings) = 0;

  /// Prepares a question. Errors: usage, for a field that is not there, with the nearest name;
  /// filter, for one that does not compile.
  virtual Result<Answer> ask(const Question& question) = 0;

  /// Dissects `part` of the capture at `path` ("-" is standard input) and hands rows on in order of
  /// packets. `pulse` is told of each frame. Errors: file, damaged, and those of `to`.
  virtual Status dissect(const std::string& path, const Part& part, Pulse& pulse, RowTaker& to) = 0;

  /// Prepares for printing. Errors: usage, filter.
  virtual Status prepare(const Printing& printing) = 0;
  /// Prints all frames of the capture at `path` to `to`. Errors: those of dissect().
  virtual Status print(const std::string& path, Pulse& pulse, FILE* to) = 0;
  /// Writes captures as pcapng to the descriptor `to`; needs no set-up. `converted` has a row for
  /// each of them. `pulse` is told of octets.
  /// Errors: unsupported, if one is no capture that wiretap knows, or pcapng cannot hold what is in
  /// it; file.
  virtual Status convert(const Conversion& conversion, int to, Pulse& pulse,
                         std::vector<Converted>& converted) = 0;

  /// What can be followed, or has objects to export: names, and what they stand for.
  virtual std::vector<Protocol> followers() = 0;
  virtual std::vector<Protocol> exporters() = 0;

  /// Hands on the octets of every stream of `follower`, which is one of followers(), in the frames
  /// that the filter of the question takes. Errors: file, damaged, and those of `to`.
  virtual Status follow(const std::string& path, const std::string& follower, const Part& part,
                        Pulse& pulse, FollowTaker& to) = 0;

  /// Hands on every object of `exporters`, which are some of exporters(), as follow() does.
  virtual Status export_objects(const std::string& path, const std::vector<std::string>& exporters,
                                const Part& part, Pulse& pulse, ObjectTaker& to) = 0;

  /// Fields whose name or description holds `pattern`, letters of either case, a line each: name,
  /// type, description.
  virtual std::string list_fields(const std::string& pattern) = 0;
};

/// What the module exports, as extern "C": the dissector of this process.
using OpenDissector = Dissector* (*)();
inline constexpr const char* kOpenDissector = "flowstat_open_dissector";

}  // namespace flowstat::dissect
