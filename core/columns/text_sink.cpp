#include "core/columns/text_sink.h"

#include <algorithm>
#include <cstring>

namespace flowstat {

namespace {

constexpr std::size_t kBlockRows = 512;  // their cells stay in the processor's second cache
constexpr std::size_t kHandOnBytes = 262'144;

Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Copies `size` octets in pieces of kReadAhead; reads and writes up to as many beyond the end.
char* copy_ahead(const char* from, std::size_t size, char* to) {
  for (std::size_t done = 0; done < size; done += kReadAhead)
    std::memcpy(to + done, from + done, kReadAhead);
  return to + size;
}

class TextSink : public Sink {
 public:
  TextSink(std::unique_ptr<ByteSink> out, LineStyle style)
      : out_(std::move(out)), style_(std::move(style)), cells_(style_.leads.size()) {}

  Status begin() { return out_->write(bytes_of(style_.header)); }

  Status write(const Batch& batch) override {
    const std::size_t count = batch.rows();
    for (std::size_t first = 0; first < count; first += kBlockRows) {
      const RowRange rows{first, std::min(kBlockRows, count - first)};
      for (std::size_t i = 0; i < cells_.size(); ++i)
        format_cells(batch.columns[i], rows, style_.cells, style_.leads[i], cells_[i]);
      join(rows.count);
      if (text_.size() < kHandOnBytes) continue;
      if (Status handed = hand_on(); !handed.ok()) return handed;
    }
    return kOk;
  }

  Status flush() override {
    const Status handed = hand_on();
    return handed.ok() ? out_->flush() : handed;
  }

  Status close() override {
    const Status handed = hand_on();
    return handed.ok() ? out_->close() : handed;
  }

 private:
  /// Adds `count` rows out of the cells of all columns.
  void join(std::size_t count) {
    std::size_t most_bytes = count * style_.row_end.size() + kReadAhead;
    for (const CellText& column : cells_) most_bytes += column.ends[count - 1];
    const std::size_t before = text_.size();
    char* const begin = text_.extend(most_bytes);
    char* to = begin;
    for (std::size_t row = 0; row < count; ++row) {
      for (const CellText& column : cells_) {
        const std::string_view cell = column[row];
        to = copy_ahead(cell.data(), cell.size(), to);
      }
      to = std::copy(style_.row_end.begin(), style_.row_end.end(), to);
    }
    text_.shrink_to(before + static_cast<std::size_t>(to - begin));
  }

  Status hand_on() {
    const Status written = out_->write(bytes_of({text_.data(), text_.size()}));
    text_.clear();
    return written;
  }

  std::unique_ptr<ByteSink> out_;
  LineStyle style_;
  std::vector<CellText> cells_;  // of the rows at hand, one for each column
  PodArray<char> text_;          // whole rows, not handed on yet
};

}  // namespace

Result<std::unique_ptr<Sink>> open_lines(std::unique_ptr<ByteSink> out, LineStyle style) {
  auto sink = std::make_unique<TextSink>(std::move(out), std::move(style));
  if (Status begun = sink->begin(); !begun.ok()) return begun.error();
  return std::unique_ptr<Sink>(std::move(sink));
}

LineStyle separated_lines(const TableSchema& schema, const CellStyle& cells, char separator) {
  LineStyle style{cells, "", {}, "\n"};
  for (const ColumnSpec& column : schema.columns) {
    const std::string lead = style.leads.empty() ? "" : std::string(1, separator);
    style.header += lead + std::string(column.field.name);
    style.leads.push_back(lead);
  }
  style.header += style.row_end;
  return style;
}

}  // namespace flowstat
