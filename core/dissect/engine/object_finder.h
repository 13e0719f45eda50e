#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/dissect/engine/frame_handler.h"
#include "core/dissect/finds.h"

namespace flowstat::dissect {

/// An exporter of objects that Wireshark registered.
struct Exporter {
  std::string name;  ///< "ftp-data"
  register_eo_t* registered = nullptr;
};

/// All, in order of names.
std::vector<Exporter> all_exporters();

/// Finds the objects of several exporters.
class ObjectFinder : public FrameHandler {
 public:
  explicit ObjectFinder(ObjectTaker& to);
  ~ObjectFinder() override;
  /// Listens to an exporter's tap, on frames that `filter` takes; "" takes all.
  /// Error: unsupported, if there is no such tap.
  Status listen(const Exporter& exporter, const std::string& filter);

  bool needs_tree() const override { return true; }  // it has the numbers of streams
  bool listens() const override { return true; }
  void prime(epan_dissect_t* edt) override;
  Status take(std::int64_t, const frame_data&, epan_dissect_t*) override { return taken_; }
  Status finish() override;

 private:
  struct Kept {
    export_object_entry_t* entry = nullptr;
    FoundObject found;  ///< Without what the entry says.
  };
  /// What an exporter is called with.
  struct Listener {
    export_object_list_t list{};  // the first: exporters take a Listener for one
    ObjectFinder* finder = nullptr;
    Exporter exporter;
    std::vector<Kept> kept;
  };

  static tap_packet_status hear(void* listener, packet_info* packet, epan_dissect_t* edt,
                                const void* event, tap_flags_t flags);
  static void add(void* listener, export_object_entry_t* entry);
  static export_object_entry_t* kept_at(void* listener, int row);
  FoundObject found_now(const Listener& listener) const;
  Status hand_on(const Kept& kept);

  ObjectTaker& to_;
  const header_field_info* tcp_stream_;
  const header_field_info* udp_stream_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  packet_info* packet_ = nullptr;  // of the event at hand; so is the other
  epan_dissect_t* edt_ = nullptr;
  Status taken_ = kOk;
};

}  // namespace flowstat::dissect
