#pragma once

#include "tools/cli/interrupt.h"
#include "tools/cli/progress.h"
#include "tools/walk/packet_reader.h"

namespace flowstat::walk {

/// Hands every batch of `reader` to `take`, which gives a Status, and shows how far it is. The
/// status says how it ended; after damage all before it has been taken.
/// Errors: those of the source and of `take`; interrupted.
template <class Take>
Status take_all(PacketReader& reader, bool is_quiet, Take take) {
  cli::Progress progress(is_quiet ? cli::Progress::Wanted::no : cli::Progress::Wanted::yes);
  std::int64_t frames = 0;
  for (;;) {
    ReadBatch& batch = reader.next();
    if (Status on = cli::check_interrupt(); !on.ok()) return on;
    if (batch.frames.frames.empty()) return batch.ended;
    frames += static_cast<std::int64_t>(batch.frames.frames.size());
    if (const Status status = take(batch); !status.ok()) return status;
    progress.update(batch.progress.done_bytes, batch.progress.total_bytes, frames);
  }
}

}  // namespace flowstat::walk
