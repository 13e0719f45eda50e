#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace flowstat {

/// A regular file that lies in memory as a whole, to be read only; the system brings its pages when
/// they are touched.
///
/// What is appended after it was mapped is not there. Whoever touches a page that another program
/// has cut off the file, or that the disk cannot give, is ended by a signal (SIGBUS). check()
/// before use makes an error of that; what is left is the time between the two, and pages that are
/// touched again later. Writing such a page to a file fails (EFAULT) and ends nobody.
class MappedFile {
 public:
  /// Maps the file behind `descriptor`, which must stay open; `name` is for messages. nullptr if it
  /// cannot be mapped and has to be read: no regular file, empty, or a system without the means.
  static std::unique_ptr<MappedFile> map(int descriptor, std::string name);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  /// The whole file; stays for as long as this lives.
  Bytes bytes() const { return bytes_; }

  /// Brings the pages of a few batches from `offset` on, if they are not there yet.
  /// Errors: damaged, if the file is shorter by now; file, if the system cannot read it.
  Status check(std::size_t offset);

 private:
  MappedFile(Bytes bytes, int descriptor, std::string name)
      : bytes_(bytes), descriptor_(descriptor), name_(std::move(name)) {}

  bool bring(std::size_t offset);

  Bytes bytes_;
  int descriptor_;
  std::string name_;
  std::size_t brought_ = 0;  // where the pages end that have been brought
};

}  // namespace flowstat
