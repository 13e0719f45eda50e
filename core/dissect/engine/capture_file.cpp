#include "core/dissect/engine/capture_file.h"

#include "core/dissect/engine/wiretap_error.h"

namespace {

const frame_data* find_frame(packet_provider_data* provider, std::uint32_t number) {
  for (const frame_data* known :
       {provider->reference, provider->shown_before, provider->captured_before})
    if (known != nullptr && known->num == number) return known;
  return provider->frames == nullptr ? nullptr : frame_data_sequence_find(provider->frames, number);
}

const nstime_t* frame_time(packet_provider_data* provider, std::uint32_t number) {
  const frame_data* const frame = find_frame(provider, number);
  if (frame == nullptr || !flowstat::dissect::is_time_told(*frame)) return nullptr;
  return &frame->abs_ts;
}

/// The text of an option of the block that describes an interface; nullptr if there is none.
const char* interface_text(packet_provider_data* provider, std::uint32_t id, unsigned option) {
  wtapng_iface_descriptions_t* const list = wtap_file_get_idb_info(provider->file);
  char* text = nullptr;
  if (list != nullptr && list->interface_data != nullptr && id < list->interface_data->len) {
    wtap_block_t const block = g_array_index(list->interface_data, wtap_block_t, id);
    if (wtap_block_get_string_option_value(block, option, &text) != WTAP_OPTTYPE_SUCCESS)
      text = nullptr;
  }
  g_free(list);
  return text;
}

/// `section` is there since 4.4.
const char* interface_name(packet_provider_data* provider, std::uint32_t id, auto... section) {
  id = flowstat::dissect::interface_in_file(provider->file, id, section...);
  if (const char* const name = interface_text(provider, id, OPT_IDB_NAME)) return name;
  const char* const description = interface_text(provider, id, OPT_IDB_DESCRIPTION);
  return description != nullptr ? description : "unknown";
}

const char* interface_about(packet_provider_data* provider, std::uint32_t id, auto... section) {
  return interface_text(provider,
                        flowstat::dissect::interface_in_file(provider->file, id, section...),
                        OPT_IDB_DESCRIPTION);
}

const packet_provider_funcs& provider_functions() {
  static const packet_provider_funcs functions = [] {
    packet_provider_funcs made{};
    made.get_frame_ts = frame_time;
    made.get_interface_name = interface_name;
    made.get_interface_description = interface_about;
    return made;
  }();
  return functions;
}

}  // namespace

namespace flowstat::dissect {

Result<std::unique_ptr<CaptureFile>> CaptureFile::open(const std::string& path, bool is_random) {
  std::unique_ptr<CaptureFile> made(new CaptureFile());
  // An input that can be read only once is dissected as a copy, which has no name of its own.
  made->path_ = path.starts_with("/proc/self/fd/") ? "the input" : path;
  int error = 0;
  char* info = nullptr;
  wtap* const file = wtap_open_offline(path.c_str(), WTAP_TYPE_AUTO, &error, &info, is_random);
  if (file == nullptr)
    return Error{"cannot read " + made->path_ + ": " + words_of(error, info), Cause::file};
  made->provider_.file = file;
  made->session_ = epan_new(&made->provider_, &provider_functions());
  // Secrets that are there already come at once, and are kept as long as the session.
  wtap_set_cb_new_secrets(file, secrets_wtap_callback);
  wtap_set_cb_new_ipv4(file, add_ipv4_name);
  wtap_set_cb_new_ipv6(file, reinterpret_cast<wtap_new_ipv6_callback_t>(add_ipv6_name));
  return made;
}

CaptureFile::~CaptureFile() {
  if (session_ != nullptr) epan_free(session_);
  if (provider_.frames != nullptr) free_frame_data_sequence(provider_.frames);
  if (provider_.file != nullptr) wtap_close(provider_.file);
}

bool CaptureFile::note(bool has_read, int error, char* info) {
  if (!has_read && error != 0)
    ended_ =
        Error{"cannot read " + path_ + " to its end: " + words_of(error, info), Cause::damaged};
  return has_read;
}

bool CaptureFile::read(Record& record, std::int64_t& offset) {
  int error = 0;
  char* info = nullptr;
  const bool has_read = record.read(provider_.file, &error, &info, &offset);
  return note(has_read, error, info);
}

bool CaptureFile::read_at(Record& record, std::int64_t offset) {
  int error = 0;
  char* info = nullptr;
  const bool has_read = record.read_at(provider_.file, offset, &error, &info);
  return note(has_read, error, info);
}

void CaptureFile::begin(frame_data& frame) {
  frame_data_set_before_dissect(&frame, &elapsed_, &provider_.reference, provider_.shown_before);
  if (provider_.reference != &frame) return;
  provider_.reference_frame = frame;
  provider_.reference = &provider_.reference_frame;
}

void CaptureFile::end(frame_data& frame, bool is_shown) {
  if (is_shown) {
    frame_data_set_after_dissect(&frame, &total_bytes_);
    provider_.shown_frame = frame;
    provider_.shown_before = &provider_.shown_frame;
  }
  provider_.captured_frame = frame;
  provider_.captured_before = &provider_.captured_frame;
}

void CaptureFile::keep(frame_data& frame) {
  if (provider_.frames == nullptr) provider_.frames = new_frame_data_sequence();
  frame_data_set_after_dissect(&frame, &total_bytes_);
  provider_.shown_before = frame_data_sequence_add(provider_.frames, &frame);
  provider_.captured_before = provider_.shown_before;
}

void CaptureFile::begin_second_pass() {
  wtap_sequential_close(provider_.file);
  provider_.reference = nullptr;
  provider_.shown_before = nullptr;
  provider_.captured_before = nullptr;
  elapsed_ = {};
  total_bytes_ = 0;
}

}  // namespace flowstat::dissect
