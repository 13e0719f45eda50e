#include "core/dissect/lone_worker.h"

#include <poll.h>

#include <utility>

namespace flowstat::dissect {

namespace {

constexpr int kWaitMs = 100;

}  // namespace

Result<std::unique_ptr<LoneWorker>> LoneWorker::start(const Job& job) {
  auto nursery = Nursery::start(job, 1);
  if (!nursery.ok()) return nursery.error();
  std::unique_ptr<LoneWorker> made(new LoneWorker(std::move(nursery.value())));
  auto worker = made->nursery_->bear(0, Part());
  if (!worker.ok()) return worker.error();
  made->worker_ = std::move(worker.value());
  return made;
}

LoneWorker::~LoneWorker() {
  nursery_->bury(worker_);
}

Result<bool> LoneWorker::next(const std::function<Status()>& wait) {
  for (;;) {
    switch (reader_.receive(worker_.pipe.fd())) {
      case MessageReader::Got::message: return true;
      case MessageReader::Got::end:
        if (!reader_.ended().ok()) return reader_.ended().error();
        return false;
      case MessageReader::Got::gone: return obituary();
      case MessageReader::Got::nothing_yet: break;
    }
    pollfd asked{worker_.pipe.fd(), POLLIN, 0};
    if (poll(&asked, 1, kWaitMs) > 0) continue;
    if (const Status status = wait(); !status.ok()) return status.error();
  }
}

Error LoneWorker::obituary() {
  has_died_ = true;
  const std::int64_t packet = pulse().packet;
  const std::string at = packet == 0 ? "" : "frame " + std::to_string(packet) + ": ";
  return {at + "the process that dissects ended with " + nursery_->bury(worker_)};
}

}  // namespace flowstat::dissect
