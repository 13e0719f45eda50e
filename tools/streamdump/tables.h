#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/stream/stream_fields.h"
#include "tools/streamdump/sidecar.h"

namespace flowstat::streamdump {

/// Those that may lie beside the streams.
inline constexpr std::string_view kStreamsTable = "streams";
inline constexpr std::string_view kSpansTable = "spans";
/// That of objects, beside these.
inline constexpr std::string_view kObjectsTable = "objects";
inline constexpr std::string_view kTableNames[] = {kStreamsTable, kSpansTable, kObjectsTable};
/// That of octets, which a file of its own has.
inline constexpr std::string_view kPayloadsTable = "payloads";

/// What lists of columns call the table of streams where Wireshark follows them.
inline constexpr std::string_view kFollowedTable = "followed";

/// The columns of all tables.
std::vector<walk::ListedColumn> all_columns();

/// The file of a table, such as "streams.parquet".
std::string table_file(std::string_view table, const Format& format);

/// The tables of a run, as far as they are asked for: of streams, of spans.
class Tables {
 public:
  /// The table of streams on standard output, for people or programs.
  static Result<Tables> list(const Options& options, const std::string& arguments);
  /// Those that go beside the streams, into `folder`.
  static Result<Tables> beside(const Options& options, const std::string& folder,
                               const std::string& arguments);
  /// None.
  Tables() = default;

  Status write(const std::vector<StreamRow>& rows);
  Status close();

 private:
  std::vector<Field<StreamRows>> stream_fields_;  // the columns that are written
  std::optional<RowTable> streams_;
  std::optional<RowTable> spans_;
};

}  // namespace flowstat::streamdump
