#include "tools/streamdump/dfxml.h"

#include <sys/stat.h>
#include <sys/utsname.h>

#include <cerrno>

#include "core/base/version.h"
#include "tools/streamdump/sidecar.h"

namespace flowstat::streamdump {

namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '\'')
      result += "&apos;";
    else
      result += c;
  }
  return result;
}

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + escaped(text) + "</" + std::string(name) + ">";
}

/// name='value', with a blank before it.
std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "='" + escaped(value) + "'";
}

std::string attribute(std::string_view name, std::int64_t value) {
  return attribute(name, std::to_string(value));
}

/// "2011-04-21T19:55:57.321960Z", as tcpflow has it; "" if unknown.
std::string time_text(std::int64_t time_ns) {
  constexpr std::size_t kToMicrosecond = 26;
  if (time_ns == Frame::kNoTime) return {};
  char text[kTimeTextBytes];
  write_time({time_ns}, text);
  return std::string(text, kToMicrosecond) + "Z";
}

/// <sys/socket.h> of Linux, which tcpflow prints.
std::int64_t family_of(const IpAddress& address) {
  return address.version == 6 ? 10 : 2;
}

std::string tcpflow_element(const StreamRow& row) {
  std::string text =
      "<tcpflow" + attribute("startime", time_text(row.sums.first.time_ns)) +
      attribute("endtime", time_text(row.sums.last.time_ns)) +
      attribute("mac_daddr", text_of(row.dst_mac)) + attribute("mac_saddr", text_of(row.src_mac)) +
      attribute("family", family_of(row.src)) + attribute("src_ipn", text_of(row.src)) +
      attribute("dst_ipn", text_of(row.dst)) + attribute("srcport", row.src_port) +
      attribute("dstport", row.dst_port) + attribute("packets", row.sums.packets);
  if (row.sums.out_of_order_packets > 0)
    text += attribute("out_of_order_count", row.sums.out_of_order_packets);
  return text + attribute("len", row.wire_bytes) + " />";
}

std::string byte_run(const Span& span) {
  std::string text = "<byte_run" + attribute("offset", span.offset) + attribute("len", span.bytes);
  text += attribute("status", label_of(span.status));
  if (span.first_frame != 0) text += attribute("frame", span.first_frame);
  return text + " />";
}

std::string head(const Options& options) {
  utsname system{};
  ::uname(&system);
  std::string text =
      "<?xml version='1.0' encoding='UTF-8'?>\n"
      "<dfxml xmloutputversion='1.0'\n"
      "  xmlns:dc='http://purl.org/dc/elements/1.1/'>\n"
      "  <metadata><dc:type>Feature Extraction</dc:type></metadata>\n"
      "  <creator version='1.0'>\n    ";
  text += element("program", "streamdump") + "\n    " + element("version", kVersion) +
          "\n    <execution_environment>\n      " + element("os_sysname", system.sysname) +
          "\n      " + element("os_release", system.release) + "\n      " +
          element("arch", system.machine) + "\n    </execution_environment>\n  </creator>\n";
  text += "  <configuration>\n";
  for (const std::string& file : options.inputs.files)
    text += "    " + element("source_file", file) + "\n";
  return text;
}

}  // namespace

Result<std::unique_ptr<Dfxml>> Dfxml::open(const std::string& folder, const Options& options) {
  auto out = open_beside(folder, kReportName, options);
  if (!out.ok()) return out.error();
  std::unique_ptr<Dfxml> report(new Dfxml(std::move(out.value())));
  if (const Status status = report->write(head(options)); !status.ok()) return status.error();
  return report;
}

Status Dfxml::add(const StreamRow& row, const std::string& path) {
  struct stat about {};
  if (::lstat(path.c_str(), &about) != 0) return system_error("read", path, errno);
  ++streams_;
  std::string text = "    <fileobject>\n      " + element("filename", *row.file) + "\n      " +
                     element("filesize", std::to_string(about.st_size)) + "\n      " +
                     tcpflow_element(row) + "\n";
  if (row.md5) text += "      <hashdigest type='MD5'>" + *row.md5 + "</hashdigest>\n";
  if (row.sha256) text += "      <hashdigest type='SHA256'>" + *row.sha256 + "</hashdigest>\n";
  text += "      <byte_runs>\n";
  for (const Span& span : row.spans) text += "        " + byte_run(span) + "\n";
  return write(text + "      </byte_runs>\n    </fileobject>\n");
}

Status Dfxml::close() {
  const Status status = write("  </configuration>\n  " +
                              element("total_flows", std::to_string(streams_)) + "\n</dfxml>\n");
  return status.ok() ? out_->close() : status;
}

Status Dfxml::write(const std::string& text) {
  return out_->write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace flowstat::streamdump
