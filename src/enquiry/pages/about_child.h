// Opening a record that is about one child, an allocation or a referral: find it, decide, note the look. The one way in
// for the pages of both, so that neither can forget a step.
#pragma once

#include "access/gate.h"
#include "enquiry/commands.h"

namespace kith::enquiry {

// A record with the child it is about, as this visitor may see them.
template <class Row>
struct AboutChild {
  Row row;
  people::PersonRecord child;
  access::Resource resource;
  bool protected_address = false;  // not to be shown to this visitor
};

// What differs between the kinds of record.
template <class Row, class RecordId>
struct WayIn {
  access::Action action;
  std::string_view kind;  // for the read log
  std::optional<Row> (*find)(sql::Connection& c, RecordId id);
  // What makes the record more than the child's own: whose agency holds it, that the MASH has it.
  void (*shape)(Row const& row, access::Subject const& subject, access::Resource& resource);
  Error (*missing)();
};

// The record named in the path. One that is not there, one of a restricted child and one that is nobody's business give
// the same `missing` error. Also an error: the look could not be written down.
template <class Row, class RecordId>
Result<AboutChild<Row>> open_about_child(access::Services const& services, access::Visitor const& visitor,
                                         http::Request const& request, WayIn<Row, RecordId> const& way) {
  auto const id = RecordId::parse(request.parameters.at("id"));
  if (!id) return way.missing();
  AboutChild<Row> opened;
  access::Decision decision;
  {
    auto reader = services.readers->lease();
    auto row = way.find(*reader, *id);
    auto child = row ? people::person(*reader, row->child) : std::nullopt;
    if (!child) return way.missing();
    opened.resource = resource_of_person(*reader, row->child, visitor.subject.account);
    way.shape(*row, visitor.subject, opened.resource);
    decision = access::decide(visitor.subject, way.action, opened.resource);
    if (!decision) return way.missing();
    opened.row = *std::move(row);
    opened.child = *std::move(child);
    opened.protected_address = decision.sight != access::Sight::everything;
  }
  TRY(access::note_read(services, visitor, request, way.action, decision, std::string{way.kind}, id->text()));
  return opened;
}

}  // namespace kith::enquiry
