#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/columns/byte_sink.h"
#include "core/fields/column.h"

namespace flowstat {

/// What a table is: its name ("packets"), its columns, and what its file says about itself.
struct TableSchema {
  std::string name;
  std::vector<ColumnSpec> columns;
  std::vector<std::pair<std::string, std::string>> metadata;  ///< "flowstat.version" and the like.
  /// Most rows come when what makes them is done, so that its cores are free to encode them.
  bool rows_come_late = false;
};

enum class TimeText : std::uint8_t {
  rfc3339,  ///< 2026-11-24T11:44:19.000000000Z
  epoch,    ///< 1795520659.000000000, as tshark's frame.time_epoch
};

enum class Color : bool { no, yes };

/// What the user may choose about how a format is written.
struct SinkOptions {
  TimeText time_text = TimeText::rfc3339;
  Color color = Color::no;  ///< Of the aligned table.
};

/// Where a table goes. Written any number of times, closed once; after any call fails, the sink may
/// only be destroyed, which leaves nothing under the output's final name.
class Sink {
 public:
  virtual ~Sink() = default;

  /// Takes the rows of `batch`, which is borrowed for the call only.
  /// Needs: the columns of the schema.
  virtual Status write(const Batch& batch) = 0;

  /// Lets the reader at the other end see the rows so far, as far as the format can.
  virtual Status flush() = 0;

  /// Completes the output. The one place where a full disk may first show.
  virtual Status close() = 0;
};

/// One output format. Each file in sinks/ and arrow/ defines one or two.
struct Format {
  std::string_view name;       ///< As given to --format.
  std::string_view extension;  ///< With its dot; how the format is guessed from the output's name.
  std::string_view about;      ///< One line for --help and docs/formats.md.
  bool is_text = false;        ///< May go to a terminal, and may be compressed as .gz or .zst.
  Result<std::unique_ptr<Sink>> (*open)(std::unique_ptr<ByteSink> out, const TableSchema& schema,
                                        const SinkOptions& options) = nullptr;
};

/// The formats this program has. Those of Arrow are among them only if it links flowstat::columns,
/// and the build has Arrow; flowstat::text has the others.
std::span<const Format* const> formats();

/// The format called `name`.
/// Errors, which list the names there are: usage, for no such format; unsupported, for one of Arrow
/// where this program has none.
Result<const Format*> find_format(std::string_view name);

/// What the end of an output's name says: the format, and how it is compressed.
struct OutputName {
  const Format* format = nullptr;
  std::string_view compression;  ///< "", ".gz" or ".zst".
};

/// Reads the end of `path`: "x.parquet", "x.csv.gz". Errors: usage, for an ending that no format
/// has; unsupported, as in find_format().
Result<OutputName> format_of(std::string_view path);

}  // namespace flowstat
