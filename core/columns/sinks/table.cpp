#include <algorithm>

#include "core/base/digits.h"
#include "core/columns/cell_text.h"
#include "core/columns/sink.h"

namespace flowstat {

namespace {

constexpr std::size_t kBlockRows = 100;     // measured together; the first of them set the widths
constexpr std::size_t kMostCellWidth = 64;  // longer texts and octets are cut
constexpr std::string_view kCut = "...";
constexpr std::string_view kGap = "  ";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

/// True of an octet of a control character: ASCII's, and U+0080 to U+009F, C2 80 to C2 9F in UTF-8.
bool is_of_control(std::string_view text, std::size_t at) {
  const auto octet_at = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0;
  };
  const auto is_upper = [](int octet) { return octet >= 0x80 && octet <= 0x9f; };
  const int octet = octet_at(at);
  if (octet == 0xc2) return is_upper(octet_at(at + 1));
  return octet < 0x20 || octet == 0x7f || (is_upper(octet) && octet_at(at - 1) == 0xc2);
}

/// Writes control characters as \xNN: what a capture holds must not steer the terminal.
char* write_text(std::string_view text, char* to) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_of_control(text, i)) {
      *to++ = text[i];
      continue;
    }
    *to++ = '\\';
    *to++ = 'x';
    to = write_hex(text.substr(i, 1), to);
  }
  return to;
}

bool begins_character(char c) {
  return (static_cast<std::uint8_t>(c) & 0xc0) != 0x80;
}

/// Characters of UTF-8 text, which a terminal shows in as many places, nearly always.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// The front of `text` that is `width` characters wide.
std::string_view front(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end)
    if (begins_character(text[end]) && seen++ == width) break;
  return text.substr(0, end);
}

/// How the columns of a type look.
struct Look {
  std::size_t least_width;
  Type type;
  bool is_right_aligned;
};
constexpr Look kLooks[] = {
    {0, Type::u8, true},       {0, Type::u16, true},          {0, Type::u32, true},
    {0, Type::u64, true},      {0, Type::i8, true},           {0, Type::i16, true},
    {0, Type::i32, true},      {0, Type::i64, true},          {0, Type::f64, true},
    {0, Type::duration, true}, {15, Type::ip_address, false},
};

struct Layout {
  std::string_view name;
  std::size_t width = 0;
  bool is_right_aligned = false;
};

Layout layout_of(const FieldInfo& field) {
  const auto* look = std::ranges::find(kLooks, field.type, &Look::type);
  if (look == std::end(kLooks) || field.repeats) return {field.name, field.name.size(), false};
  return {field.name, std::max(field.name.size(), look->least_width), look->is_right_aligned};
}

/// Columns aligned for a reader at a terminal. The first rows set the widths; a wider cell later
/// on widens its column from there on.
class TableSink : public Sink {
 public:
  TableSink(std::unique_ptr<ByteSink> out, const TableSchema& schema, const SinkOptions& options)
      : out_(std::move(out)), color_(options.color), cells_(schema.columns.size()) {
    style_.time_text = options.time_text;
    for (const ColumnSpec& column : schema.columns) layout_.push_back(layout_of(column.field));
  }

  Status write(const Batch& batch) override {
    for (std::size_t first = 0; first < batch.rows(); first += kBlockRows)
      write_block(batch, {first, std::min(kBlockRows, batch.rows() - first)});
    return hand_on();
  }
  Status flush() override { return out_->flush(); }
  Status close() override {
    add_header();  // of a table without rows
    const Status written = hand_on();
    return written.ok() ? out_->close() : written;
  }

 private:
  void write_block(const Batch& batch, RowRange rows) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      format_cells(batch.columns[i], rows, style_, "", cells_[i]);
      for (std::size_t row = 0; row < rows.count; ++row) fit(layout_[i], cells_[i][row]);
    }
    add_header();
    for (std::size_t row = 0; row < rows.count; ++row) add_row(row);
  }

  static void fit(Layout& layout, std::string_view cell) {
    layout.width = std::max(layout.width, std::min(width_of(cell), kMostCellWidth));
  }

  void add_header() {
    if (has_header_) return;
    has_header_ = true;
    const bool is_bold = color_ == Color::yes;
    if (is_bold) text_ += kBold;
    for (const Layout& layout : layout_) add_cell(layout, layout.name);
    if (is_bold) text_ += kPlain;
    text_ += '\n';
  }

  void add_row(std::size_t row) {
    for (std::size_t i = 0; i < cells_.size(); ++i) add_cell(layout_[i], cells_[i][row]);
    text_ += '\n';
  }

  void add_cell(const Layout& layout, std::string_view cell) {
    std::size_t width = width_of(cell);
    const bool is_cut = width > kMostCellWidth;
    if (is_cut) {
      cell = front(cell, kMostCellWidth - kCut.size());
      width = kMostCellWidth;
    }
    const std::size_t padding = layout.width - width;
    if (&layout != &layout_.front()) text_ += kGap;
    if (layout.is_right_aligned) text_.append(padding, ' ');
    text_ += cell;
    if (is_cut) text_ += kCut;
    // Nothing is padded at the end of a line, where it would wrap.
    if (!layout.is_right_aligned && &layout != &layout_.back()) text_.append(padding, ' ');
  }

  Status hand_on() {
    const auto* octets = reinterpret_cast<const std::uint8_t*>(text_.data());
    const Status written = out_->write({octets, text_.size()});
    text_.clear();
    return written;
  }

  std::unique_ptr<ByteSink> out_;
  Color color_;
  CellStyle style_{.null_text = "-", .write_text = write_text, .text_growth = 4};
  std::vector<Layout> layout_;
  std::vector<CellText> cells_;  // of the rows at hand, one for each column
  std::string text_;             // whole rows, not handed on yet
  bool has_header_ = false;
};

Result<std::unique_ptr<Sink>> open(std::unique_ptr<ByteSink> out, const TableSchema& schema,
                                   const SinkOptions& options) {
  return std::unique_ptr<Sink>(new TableSink(std::move(out), schema, options));
}

}  // namespace

extern const Format table_format;
const Format table_format{"table", "", "Aligned columns for a terminal; long cells are cut.", true,
                          open};

}  // namespace flowstat
