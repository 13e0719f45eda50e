#include "core/dissect/engine/convert.h"

#include <algorithm>

#include "core/dissect/engine/packet_writer.h"

namespace flowstat::dissect {

namespace {

using Files = std::vector<std::unique_ptr<PacketFile>>;

/// Goes on to the next packet of a file; what comes before it and is no packet is written at once,
/// so that packets keep their order by time.
Result<bool> read_packet(std::size_t index, PacketFile& file, Recording recording,
                         PacketWriter& writer) {
  while (file.read()) {
    if (file.is_packet()) return true;
    if (recording == Recording::octets) continue;
    if (const Status written = writer.write(index, file); !written.ok()) return written.error();
  }
  return false;
}

Status write_merged(const Files& files, Recording recording, Pulse& pulse, PacketWriter& writer) {
  std::vector<std::size_t> open;  // those with a packet to give, in the order of the files
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto has_packet = read_packet(i, *files[i], recording, writer);
    if (!has_packet.ok()) return has_packet.error();
    if (has_packet.value()) open.push_back(i);
  }
  while (!open.empty()) {
    const auto first = std::ranges::min_element(
        open, {}, [&](std::size_t index) { return files[index]->time_ns(); });
    PacketFile& file = *files[*first];
    if (const Status written = writer.write(*first, file); !written.ok()) return written;
    const auto has_packet = read_packet(*first, file, recording, writer);
    if (!has_packet.ok()) return has_packet.error();
    if (!has_packet.value()) open.erase(first);
    pulse.read_bytes = wtap_read_so_far(file.file());
  }
  return writer.finish();
}

}  // namespace

Status convert_captures(const Conversion& conversion, int to, Pulse& pulse,
                        std::vector<Converted>& converted) {
  Files files;
  for (const CapturePath& capture : conversion.captures) {
    auto file = PacketFile::open(capture);
    if (!file.ok()) return file.error();
    files.push_back(std::move(file.value()));
  }
  std::unique_ptr<PacketWriter> writer;
  if (conversion.recording == Recording::octets) {
    writer = make_octet_writer(to);
  } else {
    auto made = make_record_writer(files, to);
    if (!made.ok()) return made.error();
    writer = std::move(made.value());
  }
  Status written = write_merged(files, conversion.recording, pulse, *writer);
  for (const auto& file : files) converted.push_back(file->outcome());
  return written;
}

}  // namespace flowstat::dissect
