#include <unistd.h>

#include <cerrno>
#include <map>
#include <tuple>

#include "core/dissect/engine/packet_writer.h"
#include "core/dissect/engine/wiretap_error.h"

namespace flowstat::dissect {

namespace {

/// Blocks that turn up while a capture is read, and that wiretap writes before the next packet.
class GatheredBlocks {
 public:
  GatheredBlocks() : all_(g_array_new(false, false, sizeof(wtap_block_t))) {}
  ~GatheredBlocks() { g_array_free(all_, true); }
  GatheredBlocks(const GatheredBlocks&) = delete;
  GatheredBlocks& operator=(const GatheredBlocks&) = delete;

  const GArray* all() const { return all_; }
  /// Takes those of `found`, of one capture, behind the first `seen`.
  void take(const GArray* found, unsigned& seen) {
    for (; found != nullptr && seen < found->len; ++seen)
      g_array_append_val(all_, g_array_index(found, wtap_block_t, seen));
  }

 private:
  GArray* all_;  // the blocks are the captures'
};

/// What is known of a capture beside its packets.
struct Surroundings {
  wtap_dump_params found = WTAP_DUMP_PARAMS_INIT;
  std::vector<wtap_block_t> interfaces;
  unsigned secrets_seen = 0;
  unsigned names_seen = 0;
};

class RecordWriter : public PacketWriter {
 public:
  explicit RecordWriter(std::span<const std::unique_ptr<PacketFile>> files)
      : surroundings_(files.size()) {
    for (std::size_t i = 0; i < files.size(); ++i)
      wtap_dump_params_init_no_idbs(&surroundings_[i].found, files[i]->file());
  }
  ~RecordWriter() override {
    if (dumper_ != nullptr) {
      int error = 0;
      char* info = nullptr;
      wtap_dump_close(dumper_, nullptr, &error, &info);
      g_free(info);
    }
    for (Surroundings& each : surroundings_) wtap_dump_params_cleanup(&each.found);
  }

  Status open(int to) {
    wtap_dump_params params = WTAP_DUMP_PARAMS_INIT;
    params.encap = WTAP_ENCAP_PER_PACKET;
    params.tsprec = WTAP_TSPREC_NSEC;
    params.dont_copy_idbs = true;
    params.dsbs_growing = secrets_.all();
    if (surroundings_.size() == 1) params.shb_hdrs = surroundings_.front().found.shb_hdrs;
    write_name_blocks(params, names_.all());
    // Where there is no interface wiretap makes one up; that of this list is not copied, see above.
    wtap_block_t block = make_interface();
    wtapng_iface_descriptions_t interfaces{g_array_new(false, false, sizeof block)};
    g_array_append_val(interfaces.interface_data, block);
    params.idb_inf = &interfaces;
    const int own = dup(to);  // which is closed with the dumper
    if (own < 0) return system_error("write", "a temporary file", errno);
    int error = 0;
    char* info = nullptr;
    dumper_ = wtap_dump_fdopen(own, wtap_pcapng_file_type_subtype(), WTAP_UNCOMPRESSED, &params,
                               &error, &info);
    g_array_free(interfaces.interface_data, true);
    wtap_block_unref(block);
    if (dumper_ != nullptr) return kOk;
    close(own);
    return Error{"cannot write a temporary file: " + words_of(error, info)};
  }

  Status write(std::size_t index, PacketFile& file) override {
    if (const Status taken = take_surroundings(index, file); !taken.ok()) return taken;
    wtap_rec& record = file.record().header();
    if (file.is_packet()) {
      wtap_packet_header& packet = record.rec_header.packet_header;
      const auto interface =
          interface_number(index, interface_of(file.file(), record), packet.pkt_encap);
      if (!interface.ok()) return unwritable(file, interface.error());
      packet.interface_id = interface.value();
      record.presence_flags |= WTAP_HAS_INTERFACE_ID;
    }
    // All are written as one section, in which interfaces are counted through.
    record.presence_flags &= ~static_cast<unsigned>(WTAP_HAS_SECTION_NUMBER);
    record.section_number = 0;
    int error = 0;
    char* info = nullptr;
    if (file.record().write(dumper_, &error, &info)) return kOk;
    const std::string words = words_of(error, info);
    const bool is_of_other_format = error == WTAP_ERR_UNWRITABLE_REC_TYPE && !file.is_packet();
    return is_of_other_format ? kOk : unwritable(file, {words, Cause::file});
  }

  Status finish() override {
    int error = 0;
    char* info = nullptr;
    const bool is_closed = wtap_dump_close(dumper_, nullptr, &error, &info);
    dumper_ = nullptr;
    const std::string words = is_closed ? "" : words_of(error, info);
    return is_closed ? kOk : Status(Error{"cannot write a temporary file: " + words});
  }

 private:
  static Error unwritable(const PacketFile& file, const Error& error) {
    return {"cannot write packets of " + file.name() + " as pcapng: " + error.message, error.cause};
  }

  /// Takes over what the last read has brought up.
  Status take_surroundings(std::size_t index, PacketFile& file) {
    Surroundings& own = surroundings_[index];
    secrets_.take(own.found.dsbs_growing, own.secrets_seen);
    names_.take(name_blocks(own.found), own.names_seen);
    while (wtap_block_t const block = wtap_get_next_interface_description(file.file())) {
      const auto number = static_cast<std::uint32_t>(own.interfaces.size());
      own.interfaces.push_back(block);
      const int encapsulation =
          static_cast<wtapng_if_descr_mandatory_t*>(wtap_block_get_mandatory_data(block))
              ->wtap_encap;
      if (!can_write(encapsulation)) continue;  // to be told when a packet needs it
      const auto added = interface_number(index, number, encapsulation);
      if (!added.ok()) return unwritable(file, added.error());
    }
    return kOk;
  }

  static bool can_write(int encapsulation) {
    return encapsulation != WTAP_ENCAP_PER_PACKET &&
           wtap_dump_can_write_encap(wtap_pcapng_file_type_subtype(), encapsulation);
  }

  /// The interface's number in what is written; it is described there first.
  Result<std::uint32_t> interface_number(std::size_t index, std::uint32_t interface,
                                         int encapsulation) {
    const auto next = static_cast<std::uint32_t>(interfaces_.size());
    const auto [found, is_new] = interfaces_.try_emplace({index, interface, encapsulation}, next);
    if (!is_new) return found->second;
    if (!can_write(encapsulation))
      return Error{std::string("it has no link type for ") + wtap_encap_description(encapsulation),
                   Cause::unsupported};
    const std::vector<wtap_block_t>& known = surroundings_[index].interfaces;
    wtap_block_t const block =
        interface < known.size() ? wtap_block_make_copy(known[interface]) : make_interface();
    static_cast<wtapng_if_descr_mandatory_t*>(wtap_block_get_mandatory_data(block))->wtap_encap =
        encapsulation;
    int error = 0;
    char* info = nullptr;
    const bool is_added = wtap_dump_add_idb(dumper_, block, &error, &info);
    wtap_block_unref(block);
    if (!is_added) return Error{words_of(error, info)};
    return next;
  }

  /// An interface of a format that describes none.
  static wtap_block_t make_interface() {
    wtap_block_t const block = wtap_block_create(WTAP_BLOCK_IF_ID_AND_INFO);
    auto* const made =
        static_cast<wtapng_if_descr_mandatory_t*>(wtap_block_get_mandatory_data(block));
    made->time_units_per_second = 1'000'000'000;
    made->tsprecision = WTAP_TSPREC_NSEC;
    wtap_block_add_uint8_option(block, OPT_IDB_TSRESOL, WTAP_TSPREC_NSEC);
    return block;
  }

  std::vector<Surroundings> surroundings_;  // of each capture
  GatheredBlocks secrets_;
  GatheredBlocks names_;
  std::map<std::tuple<std::size_t, std::uint32_t, int>, std::uint32_t> interfaces_;
  wtap_dumper* dumper_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<PacketWriter>> make_record_writer(
    std::span<const std::unique_ptr<PacketFile>> files, int to) {
  auto made = std::make_unique<RecordWriter>(files);
  if (const Status opened = made->open(to); !opened.ok()) return opened.error();
  return std::unique_ptr<PacketWriter>(std::move(made));
}

}  // namespace flowstat::dissect
