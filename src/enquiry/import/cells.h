// What spreadsheets and databases put into cells beside values. Private to the import.
#pragma once

#include <string_view>

namespace kith::imports {

// The cell without blanks around it (non-breaking ones too) and without the apostrophes by which a spreadsheet, or our
// own CsvWriter, marks what must not be computed with.
std::string_view plain_cell(std::string_view cell);

// What a database or a spreadsheet writes for nothing. Exactly as spelt: Null is somebody's surname.
bool is_machine_nothing(std::string_view cell);
// What a person types for nothing, where the column takes no free text.
bool is_human_nothing(std::string_view cell);
// #REF! and its kin, and ##### for a column that was too narrow.
bool is_spreadsheet_error(std::string_view cell);
// 1.23457E+11: the last digits are lost.
bool is_shortened_number(std::string_view cell);
// Blanks, and the dashes that database tools draw under headers.
bool says_nothing(std::string_view cell);
// "Total", "Grand total: 6,455", "(6455 rows affected)", "End of report".
bool is_footer(std::string_view cell);

}  // namespace kith::imports
