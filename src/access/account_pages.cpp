#include "access/pages.h"
namespace kith::access {
void hang_accounts(http::Router&, Services const&, Desk) {}
void hang_read_log(http::Router&, Services const&) {}
}  // namespace kith::access
