/* workbook.h: small .xlsx files, made by the tests themselves. */
#ifndef ESSOR_TESTS_WORKBOOK_H
#define ESSOR_TESTS_WORKBOOK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* A part of an archive: its name and its text. */
struct part {
    const char *name, *text;
};

#define BOOK_RELATIONS                                                                   \
    {                                                                                    \
        "xl/_rels/workbook.xml.rels",                                                    \
            "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>"  \
            "<Relationship Id=\"r2\" "                                                   \
            "Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>"                     \
    }
#define BOOK(properties)                                                                 \
    {                                                                                    \
        "xl/workbook.xml",                                                               \
            "<?xml version=\"1.0\"?><workbook><workbookPr" properties                    \
            "/><sheets>"                                                                 \
            "<sheet name=\"Données\" sheetId=\"1\" r:id=\"r1\" xmlns:r=\"r\"/>"         \
            "<sheet name=\"Autre\" sheetId=\"2\" r:id=\"r2\" "                           \
            "xmlns:r=\"r\"/></sheets></workbook>"                                        \
    }
/* Styles 0 to 5: number, day, month and year, percentage, "yyyy", built-in day. */
#define BOOK_STYLES                                                                      \
    {                                                                                    \
        "xl/styles.xml",                                                                 \
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>"  \
            "<numFmt numFmtId=\"165\" formatCode=\"[$-40C]mmm\\ yyyy;@\"/>"              \
            "<numFmt numFmtId=\"166\" formatCode=\"yyyy\"/></numFmts><cellStyleXfs>"     \
            "<xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"          \
            "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"9\"/>"           \
            "<xf numFmtId=\"166\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"         \
    }
#define BOOK_SHEET(n, rows)                                                              \
    {                                                                                    \
        "xl/worksheets/sheet" #n ".xml",                                                 \
            "<worksheet><sheetData>" rows "</sheetData></worksheet>"                     \
    }

/* Writes an archive of the parts; 0 if that went well. */
static inline int make_book(const char *path, const struct part part[], size_t parts)
{
    int code = 0;
    (void)remove(path);
    zip_t *archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (size_t i = 0; archive != NULL && code == 0 && i < parts; i++) {
        zip_source_t *source =
            zip_source_buffer(archive, part[i].text, strlen(part[i].text), 0);
        code = source == NULL ||
               zip_file_add(archive, part[i].name, source, ZIP_FL_ENC_UTF_8) < 0;
    }
    return archive == NULL || code != 0 || zip_close(archive) != 0;
}

#endif
