#include "core/capture/looks_like.h"

#include <algorithm>
#include <string_view>

namespace flowstat {

namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view front;
  std::string_view what;
};

constexpr Signature kSignatures[] = {
    {"snoop\0\0\0"sv, "a Solaris snoop capture; convert it with: editcap -F pcap"},
    {"GMBU"sv, "a Microsoft Network Monitor capture; convert it with: editcap -F pcap"},
    {"RTSS"sv, "a Microsoft Network Monitor capture; convert it with: editcap -F pcap"},
    {"TRSNIFF data"sv, "a Sniffer capture; convert it with: editcap -F pcap"},
    {"\x34\xcd\xb2\xa1"sv, "a pcap file of a patched libpcap; convert it with: editcap -F pcap"},
    {"\xa1\xb2\xcd\x34"sv, "a pcap file of a patched libpcap; convert it with: editcap -F pcap"},
    {"PAR1"sv, "a Parquet file, perhaps of our own making"},
    {"ARROW1"sv, "an Arrow file, perhaps of our own making"},
    {"SQLite format 3"sv, "an SQLite database"},
    {"\x89HDF"sv, "an HDF5 file"},
    {"%PDF"sv, "a PDF document"},
    {"\x89PNG"sv, "a PNG picture"},
    {"\xff\xd8\xff"sv, "a JPEG picture"},
    {"\x7f"
     "ELF"sv,
     "a program (ELF)"},
    {"PK\x03\x04"sv, "a ZIP archive; unpack it first"},
    {"7z\xbc\xaf\x27\x1c"sv, "a 7z archive; unpack it first"},
    {"Rar!"sv, "a RAR archive; unpack it first"},
    {"\xfd"
     "7zXZ"sv,
     "xz data; unpack it first"},
    {"BZh"sv, "bzip2 data; unpack it first"},
    {"\x04\x22\x4d\x18"sv, "lz4 data; unpack it first"},
    {"<!DOCTYPE html"sv, "a web page"},
    {"<html"sv, "a web page"},
    {"<?xml"sv, "XML"},
};

bool is_text(std::uint8_t octet) {
  return octet >= 0x20 || octet == '\t' || octet == '\n' || octet == '\r';
}

}  // namespace

std::string looks_like(Bytes front) {
  const std::string_view text(reinterpret_cast<const char*>(front.data()), front.size());
  for (const auto& [signature, what] : kSignatures)
    if (text.starts_with(signature)) return std::string(what);
  constexpr std::size_t kLooked = 512;
  if (std::ranges::all_of(front.first(std::min(front.size(), kLooked)), is_text)) return "text";
  return "binary data of no known kind";
}

}  // namespace flowstat
