#pragma once

#include <functional>
#include <memory>

#include "core/base/bytes.h"
#include "core/base/capture_path.h"
#include "core/base/result.h"

namespace flowstat {

/// Takes octets of a record; borrowed for the call only.
using PutOctets = std::function<Status(Bytes octets)>;

/// Goes through a pcap or pcapng capture and hands on the records of chosen packets, octet by octet
/// as they are, so that comments, flags and times of any resolution stay.
///
/// Of pcapng the blocks that describe are handed on as well: sections, interfaces and their
/// statistics, names, secrets. A section then has no length of its own. What is neither packet nor
/// description, such as journal entries and custom blocks, is left out, as Wireshark takes it for
/// records that a filter has to take.
class RecordCopy {
 public:
  /// Errors: file, if it is neither pcap nor pcapng, or damaged in its header; those of `put`.
  static Result<std::unique_ptr<RecordCopy>> open(const CapturePath& capture, PutOctets put);
  virtual ~RecordCopy() = default;

  /// Goes on to the packet of this number, counted from 1, and hands it on.
  /// Needs: numbers that rise. Errors: damaged, if it breaks off before that; those of `put`.
  virtual Status copy(std::int64_t packet) = 0;
  /// Goes on to the end, for what is described behind the last packet. Errors: as copy().
  virtual Status finish() = 0;
};

}  // namespace flowstat
