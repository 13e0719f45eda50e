#pragma once

#include <array>
#include <map>

#include "core/stream/overlap.h"
#include "tests/support/stream_outcome.h"

/// Octets by offset, in pages, wherever they are; it knows which ones were written.
class OctetMap {
 public:
  /// The octet, or -1.
  std::int16_t& operator[](std::int64_t offset) {
    const auto [page, is_new] = pages_.try_emplace(offset >> kPageBits);
    if (is_new) page->second.fill(-1);
    return page->second[static_cast<std::size_t>(offset & (kPageOctets - 1))];
  }

 private:
  static constexpr int kPageBits = 8;
  static constexpr std::int64_t kPageOctets = 1 << kPageBits;
  std::map<std::int64_t, std::array<std::int16_t, kPageOctets>> pages_;
};

/// A ByteStream and its octets; notes promises of core/stream that it sees broken.
class StoredStream {
 public:
  explicit StoredStream(flowstat::Overlap overlap) : writer_(overlap) {}

  void take(const flowstat::Packet& packet) {
    stream_.take(packet, pieces_);
    check_pieces(packet);
    if (!writer_.write(packet, pieces_, stream_, Store{this}).ok()) broken_ = "writing fails";
  }

  void acknowledge(std::uint32_t ack) { stream_.acknowledge(ack); }

  StreamOutcome outcome() {
    StreamOutcome outcome;
    outcome.spans = stream_.spans();
    std::int64_t end = 0;
    for (const flowstat::Span& span : outcome.spans) {
      if (span.offset != end || span.bytes <= 0) broken_ = "spans have gaps";
      if ((span.first_frame == 0) != (span.time_ns == flowstat::Frame::kNoTime))
        broken_ = "who has a frame has its time";
      end = span.end();
      for (std::int64_t i = 0; span.is_in_file() && i < span.bytes; ++i)
        outcome.octets += static_cast<char>(read(stream_.base() + span.offset + i));
    }
    return outcome;
  }

  const flowstat::ByteStream& stream() const { return stream_; }
  /// The last promise that was broken, or null.
  const char* broken() const { return broken_; }

 private:
  struct Store {
    StoredStream* kept;
    flowstat::Status write(std::int64_t offset, flowstat::Bytes bytes) {
      for (const std::uint8_t octet : bytes) kept->octets_[offset++] = octet;
      return flowstat::kOk;
    }
    flowstat::Result<bool> read_back(std::int64_t offset, std::span<std::uint8_t> to) {
      for (std::uint8_t& octet : to) octet = kept->read(offset++);
      return true;
    }
  };

  std::uint8_t read(std::int64_t offset) {
    const std::int16_t octet = octets_[offset];
    if (octet < 0) broken_ = "what is read was written";
    return static_cast<std::uint8_t>(octet);
  }

  void check_pieces(const flowstat::Packet& packet) {
    const std::uint8_t* octet = packet.payload.data();
    std::int64_t offset = INT64_MIN;
    for (const flowstat::Piece& piece : pieces_.list) {
      if (piece.bytes.empty()) broken_ = "a piece has octets";
      if (piece.offset < offset || piece.bytes.data() < octet) broken_ = "pieces are in order";
      offset = piece.offset + static_cast<std::int64_t>(piece.bytes.size());
      octet = piece.bytes.data() + piece.bytes.size();
    }
    if (octet > packet.payload.data() + packet.payload.size()) broken_ = "pieces are the packet's";
  }

  flowstat::ByteStream stream_;
  flowstat::Pieces pieces_;
  flowstat::PieceWriter<Store> writer_;
  OctetMap octets_;
  const char* broken_ = nullptr;
};
