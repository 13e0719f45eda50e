#include "tools/flowdump/list_columns.h"

#include "tools/walk/column_list.h"

namespace flowstat::flowdump {

Result<std::string> list_columns(const Options& options) {
  Options every = options;
  if (every.columns.empty() && every.preset.empty()) every.columns = {"all"};
  const auto tables = make_tables(every, {});
  if (!tables.ok()) return tables.error();
  std::vector<walk::ListedColumn> columns;
  for (const auto& table : tables.value())
    for (const FieldInfo& field : table->fields()) columns.push_back({table->name(), field});
  return walk::column_list(columns, options.rendering, *options.list_columns);
}

}  // namespace flowstat::flowdump
