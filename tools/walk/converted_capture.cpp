#include "tools/walk/converted_capture.h"

#include <cstring>

#include "core/dissect/load.h"
#include "core/dissect/lone_worker.h"
#include "tools/cli/interrupt.h"
#include "tools/walk/spool.h"

namespace flowstat::walk {

namespace {

using dissect::Converted;
using dissect::MessageKind;

constexpr const char* kProgram = "flowstat";

Status send(const Converted& converted, dissect::MessageWriter& to) {
  const auto* const packets = reinterpret_cast<const std::uint8_t*>(&converted.packets);
  const std::string words = converted.ended.ok() ? "" : converted.ended.error().message;
  return to.send(MessageKind::outcome,
                 {{packets, sizeof converted.packets},
                  {reinterpret_cast<const std::uint8_t*>(words.data()), words.size()}});
}

/// False if the message tells of no capture.
bool receive(MessageKind kind, Bytes octets, std::vector<Converted>& to) {
  Converted converted;
  if (kind != MessageKind::outcome || octets.size() < sizeof converted.packets) return false;
  std::memcpy(&converted.packets, octets.data(), sizeof converted.packets);
  const Bytes words = octets.subspan(sizeof converted.packets);
  if (!words.empty())
    converted.ended =
        Error{{reinterpret_cast<const char*>(words.data()), words.size()}, Cause::damaged};
  to.push_back(std::move(converted));
  return true;
}

std::string names_of(std::span<const CapturePath> captures) {
  std::string names;
  for (const CapturePath& capture : captures) names += (names.empty() ? "" : ", ") + capture.name;
  return names;
}

class BoundedSource : public Source {
 public:
  BoundedSource(std::unique_ptr<Source> source, std::string name, Converted converted)
      : source_(std::move(source)), name_(std::move(name)), converted_(std::move(converted)) {}

  Status read(FrameBatch& batch) override {
    if (left() == 0) return end();
    if (Status status = source_->read(batch); !status.ok()) return fewer(status.error().message);
    if (batch.frames.empty()) return fewer(name_ + " ends");
    const auto most = static_cast<std::size_t>(left());
    has_more_ = batch.frames.size() > most;
    if (has_more_) batch.frames.resize(most);
    given_ += static_cast<std::int64_t>(batch.frames.size());
    return kOk;
  }
  Progress progress() const override { return source_->progress(); }
  bool frames_stay() const override { return source_->frames_stay(); }

 private:
  std::int64_t left() const { return converted_.packets - given_; }

  Status end() {
    FrameBatch more;
    if (Status status = source_->read(more); !status.ok()) return status;  // in our own words
    if (!converted_.ended.ok() || (more.frames.empty() && !has_more_)) return converted_.ended;
    return Error{
        "Wireshark reads only the first " + std::to_string(given_) + " packets of " + name_,
        Cause::damaged};
  }

  Error fewer(const std::string& why) const {
    return {why + "; Wireshark reads " + std::to_string(left()) +
            " packets more, so that numbers of packets would not agree"};
  }

  std::unique_ptr<Source> source_;
  std::string name_;
  Converted converted_;
  std::int64_t given_ = 0;
  bool has_more_ = false;  // of the source, than it may give
};

/// A source and the file that it reads.
class TemporarySource : public Source {
 public:
  TemporarySource(TemporaryFile file, std::unique_ptr<Source> source)
      : file_(std::move(file)), source_(std::move(source)) {}

  Status read(FrameBatch& batch) override { return source_->read(batch); }
  Progress progress() const override { return source_->progress(); }
  bool frames_stay() const override { return source_->frames_stay(); }

 private:
  TemporaryFile file_;
  std::unique_ptr<Source> source_;
};

}  // namespace

Result<ConvertedCapture> convert(std::span<const CapturePath> captures,
                                 dissect::Recording recording) {
  const auto loaded = dissect::load_dissector();
  if (!loaded.ok()) return loaded.error();
  auto file = TemporaryFile::make();
  if (!file.ok()) return file.error();
  const dissect::Conversion conversion{kProgram, {captures.begin(), captures.end()}, recording};
  const auto job = [&, to = file.value().fd()](const dissect::Part&, dissect::Pulse& pulse,
                                               dissect::MessageWriter& writer) {
    std::vector<Converted> converted;
    Status done = loaded.value()->convert(conversion, to, pulse, converted);
    for (const Converted& each : converted)
      if (Status sent = send(each, writer); !sent.ok()) return sent;
    return done;
  };
  const auto worker = dissect::LoneWorker::start(job);
  if (!worker.ok()) return worker.error();
  std::vector<Converted> of;
  auto got = worker.value()->next(cli::check_interrupt);
  for (; got.ok() && got.value(); got = worker.value()->next(cli::check_interrupt))
    if (!receive(worker.value()->kind(), worker.value()->octets(), of)) break;
  if (worker.value()->has_died())
    return Error{"cannot read " + names_of(captures) + ": " + got.error().message};
  if (!got.ok()) return got.error();
  if (of.size() != captures.size()) return Error{"cannot read " + names_of(captures)};
  return ConvertedCapture{std::move(file.value()), std::move(of)};
}

Result<std::unique_ptr<Source>> open_foreign(const CaptureInput& input, Window& octets,
                                             Error error) {
  if (const auto loaded = dissect::load_dissector(); !loaded.ok()) {
    error.message += "\nto read what Wireshark reads, " + loaded.error().message;
    return error;
  }
  CapturePath at = input.at;
  std::optional<TemporaryFile> copy;
  if (is_read_once(at.path)) {
    auto made = copy_of(octets);
    if (!made.ok()) return made.error();
    copy = std::move(made.value());
    at.path = copy->path();
  }
  auto converted = convert({&at, 1}, dissect::Recording::octets);
  if (!converted.ok())
    return converted.error().cause == Cause::unsupported ? error : converted.error();
  auto source =
      open_capture({{converted.value().file.path(), at.name}, input.file_index, input.life});
  if (!source.ok()) return source;
  return std::unique_ptr<Source>(std::make_unique<TemporarySource>(
      std::move(converted.value().file),
      bounded(std::move(source.value()), at.name, converted.value().of.front())));
}

std::unique_ptr<Source> bounded(std::unique_ptr<Source> source, const std::string& name,
                                const Converted& converted) {
  return std::make_unique<BoundedSource>(std::move(source), name, converted);
}

}  // namespace flowstat::walk
