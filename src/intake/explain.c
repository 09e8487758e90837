#include "essor/intake.h"

#include <string.h>

#define FIGURES                                                                          \
    "series,observed_from,observed_to,published,value,value_hi,unit,kind,ref,qualifier," \
    "quoted_step,date_basis,source_title,source_url,note\n"

/* Why a code is given, and a file that gets it; `file` is NULL for what cannot be
 * printed. */
struct lesson {
    const char *text;
    const char *file;
    const char *example;
};

static const struct lesson lessons[] = {
    [ES_FAULT_E100] = {"The file is no text with separators, and no workbook either. A "
                       "workbook that was "
                       "cut short on its way, one that was renamed from another format, "
                       "or one without a "
                       "sheet gets this code too. Open it where it was made and save it "
                       "again, as .xlsx "
                       "or as CSV.",
                       NULL, "the first half of a workbook, under the name table.xlsx"},
    [ES_FAULT_E101] =
        {"There is nothing in the file, or nothing but blank lines. A download "
         "that failed often leaves such a file.",
         "table.csv", ""},
    [ES_FAULT_E102] = {"A cell that begins with a quotation mark must end with one, and "
                       "a mark inside is "
                       "written twice: \"said \"\"now\"\"\". Without its end the rest of "
                       "the file would "
                       "be one cell.",
                       "table.csv", "date,docs\n2023-01-31,\"12\n2023-02-28,13\n"},
    [ES_FAULT_E103] =
        {"Every row must have as many cells as the header. A row that is longer often "
         "holds a separator inside a text or a number: put that cell between quotation "
         "marks.",
         "table.csv", "date,docs\n2023-01-31,1,200\n2023-02-28,1300\n"},
    [ES_FAULT_E104] =
        {"The bytes of the file are not those of any encoding that fits all of it, or "
         "they "
         "fit two that read them differently. Save the file as UTF-8, or name its "
         "encoding "
         "with --encoding.",
         NULL, "a file whose first half is UTF-8 and whose second half is Windows-1252"},
    [ES_FAULT_E105] =
        {"A cell, a line or the file is longer than anything that holds figures: a cell "
         "of "
         "a mebibyte, a file of 4 GiB. Mostly a quotation mark is missing, so that what "
         "follows counts as one cell.",
         NULL, "a cell of two million characters"},
    [ES_FAULT_E106] =
        {"The file holds a NUL or another control character, which no text has. It may "
         "be "
         "an old .xls workbook, a workbook with a password, or a file that was damaged. "
         "Save it as .xlsx or CSV.",
         NULL, "an .xls workbook under the name table.csv"},
    [ES_FAULT_E107] = {"Two separators cut every line into the same number of cells, so "
                       "that the file has "
                       "two readings. --separator says which it is.",
                       "table.csv", "date;docs,note\n2023-01-31;12,5\n2023-02-28;13,5\n"},
    [ES_FAULT_E110] = {"The header lacks a column that is needed: a date and a value, "
                       "or, in essor's own "
                       "files, those that README.md lists. Where the column is there "
                       "under another name, "
                       "--map says which, as in --map date=jour.",
                       "table.csv", "pays,docs\nFrance,12\n"},
    [ES_FAULT_E111] =
        {"A file with essor's own columns has one more that essor does not know, "
         "probably a "
         "slip in its name. Nothing of such a file is passed over in silence.",
         "figures.csv",
         "series,observed_from,observed_to,published,value,value_hi,unit,kind,ref,"
         "qualifier,"
         "quoted_step,date_basis,source_title,source_url,note,remark\n"},
    [ES_FAULT_E112] =
        {"The header has the same column twice, so that a row would have two "
         "values for it. Rename or remove one.",
         "table.csv", "series,date,value,value\ndocs,2023-01-31,12,13\n"},
    [ES_FAULT_E201] =
        {"A cell that must say something is empty: a date, a series, a unit. "
         "Values may be missing in a table, dates may not.",
         "table.csv", "date,docs\n2023-01-31,12\n,13\n"},
    [ES_FAULT_E202] =
        {"The cell is no date, or one that the calendar does not have. essor's own files "
         "take YYYY-MM-DD; tables also dates as people write them: 31/01/2023, sept. "
         "2023, "
         "T3 2023.",
         "table.csv", "date,docs\n2023-02-30,12\n"},
    [ES_FAULT_E203] =
        {"The cell is no number. Tables may have numbers as people write them, 1 234,5 "
         "or "
         "12,5 M, and \"n.d.\" where there is none; a letter O for a zero is found here.",
         "table.csv", "date;docs\n2023-01-31;12,O\n"},
    [ES_FAULT_E204] =
        {"The number is one that the column cannot have: infinite, not above zero where "
         "it "
         "must be, an upper end below the lower one, a version below 1.",
         "figures.csv",
         FIGURES "docs,2023-01-01,2023-01-31,,9,8,documents,window_total,,range,1,stated,"
                 "Press,,\n"},
    [ES_FAULT_E205] =
        {"The cell must hold one of a few words, and holds another: the kind of a "
         "figure, "
         "its qualifier, the basis of its date, the period of a target.",
         "figures.csv",
         FIGURES
         "docs,2023-01-01,2023-01-31,,12,,documents,sum,,exact,1,stated,Press,,\n"},
    [ES_FAULT_E206] = {"The window that the figure covers ends before it begins. The two "
                       "dates were probably exchanged.",
                       "figures.csv",
                       FIGURES "docs,2023-01-31,2023-01-01,,12,,documents,window_total,,"
                               "exact,1,stated,Press,,\n"},
    [ES_FAULT_E207] =
        {"\"Between 10 and 12\" has the qualifier range and both ends, value and "
         "value_hi. "
         "One was given without the other.",
         "figures.csv",
         FIGURES "docs,2023-01-01,2023-01-31,,10,,documents,window_total,,range,1,stated,"
                 "Press,,\n"},
    [ES_FAULT_E208] =
        {"The file gives the same figure twice with different content. A figure is "
         "identified by its series, window, kind and source; a correction of it is a "
         "higher "
         "version, in a file that is imported later.",
         "table.csv", "series,date,value\ndocs,2023-01-31,12\ndocs,2023-01-31,13\n"},
    [ES_FAULT_E209] =
        {"A share or a ratio must say what it refers to, in the column ref: a series, "
         "for a "
         "ratio also the window.",
         "figures.csv",
         FIGURES
         "docs,2023-01-01,2023-01-31,,12,,percent,share_of,,exact,1,stated,Press,,"
         "\n"},
    [ES_FAULT_E210] =
        {"The cell has two readings, and no other cell of the file decides between them: "
         "3 April or 4 March, one thousand or one point two. Nothing is guessed; the "
         "hint "
         "names the option that decides.",
         "table.csv", "date;docs\n03/04/2023;12\n"},
    [ES_FAULT_E211] = {"Nobody says whether the numbers of this series are totals of a "
                       "period, levels or "
                       "a pace. Declare the series in essor.ini with its nature and "
                       "feed, or give --kind "
                       "and --unit.",
                       "table.csv", "series,date,value\npharmacies,2023-01-31,12\n"},
    [ES_FAULT_E212] =
        {"A value says something of its own, in words or with a sign, that "
         "the kind, the unit or the date beside it denies: one of the two is "
         "wrong. Correct it, or leave the other field empty.",
         "table.csv", "series,date,value,kind\ndocs,2023-08,3 M per month,stock\n"},
    [ES_FAULT_E300] =
        {"A line of a project file has at most 199 bytes and a section's name "
         "at most 49, because the rest would be cut without a word.",
         "essor.ini",
         "[project]\nname = A\n[series a-name-that-goes-on-and-on-until-it-is-"
         "much-too-long]\n"},
    [ES_FAULT_E301] = {"A line of a project file is a [section], a setting \"key = "
                       "value\", or a remark "
                       "that begins with #. Settings come after the first section.",
                       "essor.ini", "[project]\nname = A\nseed 12\n"},
    [ES_FAULT_E302] =
        {"The project file has a section of a kind that essor does not know, probably a "
         "slip.",
         "essor.ini", "[project]\nname = A\n[serie docs]\nnature = flow\nfeed = docs\n"},
    [ES_FAULT_E303] = {"The section has no such key. The hint names the one that was "
                       "probably meant, or all that the section takes.",
                       "essor.ini", "[project]\nname = A\nhorizon = 10\n"},
    [ES_FAULT_E304] = {"A key, a section or a name is given twice, and it is not said "
                       "which one counts. "
                       "Only feed, exclude and known may be repeated.",
                       "essor.ini", "[project]\nname = A\nname = B\n"},
    [ES_FAULT_E305] =
        {"The value is not one that the key takes. The hint says what would "
         "be right, with an example.",
         "essor.ini", "[project]\nname = A\nhorizon_years = ten\n"},
    [ES_FAULT_E306] =
        {"A name refers to something that is not there: a series that the project does "
         "not "
         "declare, a figure or a target that no file has.",
         "essor.ini",
         "[project]\nname = A\n[series all]\nnature = flow\nfeed = nobody\n"},
    [ES_FAULT_E307] =
        {"Something that cannot be left out is missing, such as the nature of "
         "a series.",
         "essor.ini", "[project]\nname = A\n[series docs]\nfeed = docs\n"},
};

static const char *const names[] = {
#define NAME(code, meaning) #code,
    ES_FAULT_LIST(NAME)
#undef NAME
};
static const char *const meanings[] = {
#define MEANING(code, meaning) meaning,
    ES_FAULT_LIST(MEANING)
#undef MEANING
};
enum { CODES = sizeof names / sizeof names[0] };

bool es_fault_explain(size_t i, struct es_explanation *explanation)
{
    if (i >= CODES) {
        return false;
    }
    *explanation = (struct es_explanation){.code = names[i], .meaning = meanings[i]};
    if (i < sizeof lessons / sizeof lessons[0] && lessons[i].text != NULL) {
        explanation->text = lessons[i].text;
        explanation->file = lessons[i].file;
        explanation->example = lessons[i].example;
    }
    return true;
}
