#include "core/dissect/nursery.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>

namespace flowstat::dissect {

namespace {

constexpr std::size_t kMostSkipped = 256;
constexpr int kPipeBytes = 1'048'576;

enum class Wish : std::uint8_t { worker, end_of_worker };

/// What the program asks of the nursery.
struct Request {
  Wish wish = Wish::worker;
  std::uint32_t slot = 0;
  pid_t process = -1;  // whose end is asked for
  std::uint32_t shard = 0;
  std::uint32_t shards = 1;
  std::int64_t after_packet = 0;
  std::int64_t first_packet = 0;
  std::int64_t last_packet = 0;
  std::uint32_t skipped_count = 0;
  std::int64_t skipped[kMostSkipped] = {};
};

/// What it answers; a worker's pipe travels beside it.
struct Reply {
  pid_t process = -1;
  int error = 0;
  int wait_status = 0;
};

Part part_of(const Request& request) {
  Part part{request.shard,        request.shards,      request.after_packet,
            request.first_packet, request.last_packet, {}};
  part.skipped.assign(request.skipped, request.skipped + request.skipped_count);
  return part;
}

/// Sends `reply`, and `descriptor` unless it is -1.
bool send_reply(int socket, const Reply& reply, int descriptor) {
  iovec octets{const_cast<Reply*>(&reply), sizeof reply};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &octets;
  message.msg_iovlen = 1;
  if (descriptor >= 0) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  return sendmsg(socket, &message, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof reply);
}

/// Receives an reply; `descriptor` is -1 where none came with it.
bool receive_reply(int socket, Reply& reply, int& descriptor) {
  iovec octets{&reply, sizeof reply};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &octets;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t got = 0;
  do {
    got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  descriptor = -1;
  if (got != static_cast<ssize_t>(sizeof reply)) return false;
  if (const cmsghdr* const header = CMSG_FIRSTHDR(&message))
    std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return true;
}

/// ^C is the program's business; when the program is gone, so are we.
void live_as_child(pid_t parent) {
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_DFL);
  signal(SIGHUP, SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);  // it went before we asked
}

[[noreturn]] void work(const Job& job, const Part& part, Pulse& pulse, int pipe) {
  MessageWriter writer(pipe);
  Status ended = kOk;
  try {
    ended = job(part, pulse, writer);
  } catch (const std::exception& error) {
    ended = Error{std::string("cannot dissect: ") + error.what()};
  }
  static_cast<void>(writer.end(ended));
  _exit(0);
}

/// The life of the nursery: a worker or news of one for each request, until nobody asks any more.
[[noreturn]] void keep_nursery(int socket, const Job& job, Pulse* pulses, pid_t parent) {
  live_as_child(parent);
  Request request;
  for (;;) {
    const ssize_t got = recv(socket, &request, sizeof request, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got != static_cast<ssize_t>(sizeof request)) _exit(0);
    Reply reply;
    if (request.wish == Wish::end_of_worker) {
      waitpid(request.process, &reply.wait_status, 0);
      if (!send_reply(socket, reply, -1)) _exit(0);
      continue;
    }
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) == 0) {
      fcntl(ends[1], F_SETPIPE_SZ, kPipeBytes);
      const pid_t own = getpid();
      reply.process = fork();
      if (reply.process == 0) {
        live_as_child(own);
        close(socket);
        close(ends[0]);
        work(job, part_of(request), pulses[request.slot], ends[1]);
      }
    }
    reply.error = reply.process < 0 ? errno : 0;
    const bool is_sent = send_reply(socket, reply, reply.process < 0 ? -1 : ends[0]);
    if (ends[0] >= 0) close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
    if (!is_sent) _exit(0);
  }
}

}  // namespace

Result<std::unique_ptr<Nursery>> Nursery::start(const Job& job, std::uint32_t slots) {
  std::unique_ptr<Nursery> made(new Nursery());
  void* const shared = mmap(nullptr, slots * sizeof(Pulse), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return system_error("share memory for", "dissection", errno);
  made->slots_ = slots;
  made->pulses_ = static_cast<Pulse*>(shared);
  std::uninitialized_default_construct_n(made->pulses_, slots);
  int ends[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return system_error("make a socket for", "dissection", errno);
  made->socket_ = Descriptor(ends[0]);
  const Descriptor theirs(ends[1]);
  const pid_t parent = getpid();
  made->process_ = fork();
  if (made->process_ < 0) return system_error("make a process for", "dissection", errno);
  if (made->process_ == 0) {
    close(ends[0]);
    keep_nursery(ends[1], job, made->pulses_, parent);
  }
  return made;
}

Nursery::~Nursery() {
  if (process_ > 0) {
    kill(process_, SIGKILL);  // and with it, its workers
    waitpid(process_, nullptr, 0);
  }
  if (pulses_ != nullptr) munmap(pulses_, slots_ * sizeof(Pulse));
}

Result<Worker> Nursery::bear(std::uint32_t slot, const Part& part) {
  Request request;
  request.slot = slot;
  request.shard = part.shard;
  request.shards = part.shards;
  request.after_packet = part.after_packet;
  request.first_packet = part.first_packet;
  request.last_packet = part.last_packet;
  if (part.skipped.size() > kMostSkipped)
    return Error{"more than " + std::to_string(kMostSkipped) +
                 " frames cannot be dissected; this is given up"};
  request.skipped_count = static_cast<std::uint32_t>(part.skipped.size());
  std::ranges::copy(part.skipped, request.skipped);
  pulses_[slot].packet = 0;
  pulses_[slot].is_at_end = false;
  Reply reply;
  int descriptor = -1;
  if (send(socket_.fd(), &request, sizeof request, MSG_NOSIGNAL) < 0 ||
      !receive_reply(socket_.fd(), reply, descriptor))
    return Error{"the process that dissects is gone"};
  if (descriptor < 0) return system_error("make a process for", "dissection", reply.error);
  fcntl(descriptor, F_SETFL, O_NONBLOCK);
  return Worker{Descriptor(descriptor), reply.process};
}

std::string Nursery::bury(Worker& worker) {
  if (worker.process <= 0) return "";
  kill(worker.process, SIGKILL);
  Request request;
  request.wish = Wish::end_of_worker;
  request.process = worker.process;
  Reply reply;
  int descriptor = -1;
  worker.process = -1;
  worker.pipe = Descriptor();
  if (send(socket_.fd(), &request, sizeof request, MSG_NOSIGNAL) < 0 ||
      !receive_reply(socket_.fd(), reply, descriptor))
    return "the process that dissects is gone";
  if (!WIFSIGNALED(reply.wait_status))
    return "exit code " + std::to_string(WEXITSTATUS(reply.wait_status));
  const int number = WTERMSIG(reply.wait_status);
  return "signal " + std::to_string(number) + " (" + strsignal(number) + ")";
}

}  // namespace flowstat::dissect
