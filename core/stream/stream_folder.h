#pragma once

#include <sys/types.h>

#include <cerrno>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/descriptor.h"
#include "core/base/result.h"

namespace flowstat {

/// A folder that a run fills with files, and the folders in it. Nothing in it is reached through a
/// symbolic link. While the run lasts, a file INCOMPLETE in it says so.
class StreamFolder {
 public:
  static constexpr char kMark[] = "INCOMPLETE";
  /// What no system call here fails with: a file is spared, a path has ".." or no name at its end.
  static constexpr int kSpared = -ETXTBSY;
  static constexpr int kBadName = -ENOTNAM;

  /// Opens the folder, makes it and those above it if they are missing, and puts the mark into it.
  /// Keeps so many folders in it open at most. Needs: most_open > 0.
  /// Never removes the files at `spared`, whatever it overwrites.
  /// Errors: a mark is there already, unless `overwrites`, or is spared; no permission.
  static Result<StreamFolder> open(std::string path, bool overwrites, std::size_t most_open,
                                   std::span<const std::string> spared = {});

  /// The same folder for another thread, which keeps so many folders in it open itself. It has
  /// nothing to do with the mark. Error: no descriptors are left.
  Result<StreamFolder> again(std::size_t most_open) const;

  // `name` is a path in the folder, "a/b/name"; its folders are made if they are missing. Each
  // gives 0 or above, or the system's error number as a negative one.

  /// A descriptor of a new file. What was there before is removed if the folder overwrites, else
  /// it is -EEXIST; one that is spared is kSpared.
  int create(std::string_view name);
  /// A descriptor of a file that create() made.
  int reopen(std::string_view name);
  int remove(std::string_view name);
  int set_time(std::string_view name, std::int64_t time_ns);

  /// A file was made, or removed to make one.
  bool has_changed() const { return has_changed_; }
  /// Closes the folders that are kept open.
  void close_kept();

  /// Removes the mark.
  Status unmark();
  /// Removes the mark, unless it replaced that of a former run. Needs: no file has changed.
  void take_back_mark();

  /// What the user reads when the system gave `error` for a file.
  Error failed(const std::string& verb, std::string_view name, int error) const;

 private:
  struct Kept {
    std::string path;
    Descriptor folder;
  };
  /// A file as the *at() calls take it: the folder it lies in, and its name there.
  struct Place {
    int folder = -1;  // or the system's error number as a negative one
    const char* leaf = nullptr;
  };

  StreamFolder(std::string path, Descriptor root, bool overwrites, std::size_t most_open);

  void spare(std::span<const std::string> paths);
  Status mark();
  bool is_spared(const Place& place) const;
  Place place_of(std::string_view name);
  int folder_at(std::string_view path);
  Descriptor walk(std::string_view path);

  std::string path_;
  Descriptor root_;
  bool overwrites_;
  bool has_replaced_mark_ = false;
  bool has_changed_ = false;
  std::vector<std::pair<dev_t, ino_t>> spared_;
  std::vector<Kept> kept_;  // by the path's hash
  std::string leaf_;        // of the last place_of()
};

}  // namespace flowstat
