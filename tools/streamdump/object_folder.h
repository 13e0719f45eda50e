#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/descriptor.h"
#include "core/dissect/finds.h"
#include "core/stream/stream_folder.h"
#include "tools/streamdump/digester.h"
#include "tools/streamdump/object_fields.h"
#include "tools/streamdump/object_name.h"
#include "tools/streamdump/sidecar.h"

namespace flowstat::streamdump {

/// A folder with a file for each object, and their table.
class ObjectFolder : public dissect::ObjectTaker {
 public:
  /// Makes the folder. `options` must outlive this.
  static Result<std::unique_ptr<ObjectFolder>> open(const Options& options, const std::string& path,
                                                    const std::string& arguments);
  /// Removes the file of an object that is not whole.
  ~ObjectFolder() override;

  Status begin(const dissect::FoundObject& object) override;
  Status take(Bytes octets) override;

  /// Completes the table with the objects that are whole.
  Status complete();
  /// There is no more: the folder is complete too. Needs: complete().
  Status finish();

 private:
  /// An object that is being written.
  struct Open {
    ObjectRow row;
    Descriptor file;
    Digester digester;
    std::int64_t written = 0;
  };

  ObjectFolder(const Options& options, StreamFolder folder);
  Status end_object();
  void drop_part();

  const Options& options_;
  StreamFolder folder_;
  ObjectNames names_;
  std::optional<RowTable> table_;
  std::optional<Open> open_;
  bool is_finished_ = false;
};

}  // namespace flowstat::streamdump
