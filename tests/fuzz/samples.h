/* samples.h: small files of every kind that can be imported, to be changed. */
#ifndef ESSOR_TESTS_SAMPLES_H
#define ESSOR_TESTS_SAMPLES_H

#include "../workbook.h"

#define SAMPLE_BOOK                                                                      \
    BOOK(""), BOOK_RELATIONS, BOOK_STYLES,                                               \
        {"xl/sharedStrings.xml",                                                         \
         "<sst><si><t>date</t></si><si><t>ville</t></si></sst>"},                        \
        BOOK_SHEET(1,                                                                    \
                   "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\">"   \
                   "<v>1</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>45169</v></c>" \
                   "<c r=\"B2\" s=\"3\"><v>0.14</v></c></row><row r=\"3\"><c r=\"A3\" "  \
                   "t=\"inlineStr\"><is><t>oct. 2023</t></is></c><c r=\"B3\"><v>1.5"     \
                   "</v></c></row>")

enum { SAMPLE_PARTS = 5 };

/* The sixth is UTF-16, with NUL bytes in it. */
static const char *const tables[] = {
    "série,date,valeur\nville,2023-01-31,1234.5\nété,2023-02-28,\"1,234\"\n",
    "date;ville;été\r\n31/01/2023;1 234,5;12,5 M\r\n28/02/2023;n.d.;<5\r\n",
    "série|T1 2023|T2 2023\nville|1|2\nété|3|\n",
    "\xef\xbb\xbf"
    "mois\tville\nsept. 2023\t14 %\noct. 2023\t180-200\n",
    "s\xe9rie;date;valeur\nc\x9cur;2023;1\n",
    "\xff\xfe"
    "d\0a\0t\0e\0;\0v\0i\0l\0l\0e\0\n\0"
    "2\0000\0002\0003\0;\0"
    "5\0\n\0",
    "indic_id,enforce_zone_id,metric_enforce_date,maille,indic_vi,indic_va,indic_vc,"
    "indic_ta\nville,FRANCE,2023-08-01,NAT,12,9.2,50,\nville,R76,2023-08-01,REG,,,,\n",
    "id,version,series,zone,observed_from,observed_to,published,value,value_hi,unit,kind,"
    "ref,qualifier,quoted_step,date_basis,source_title,source_url,note\n"
    "a,1,ville,,2023-01-01,2023-01-31,,5,,docs,stock,,about,1,stated,T,U,\"two\n"
    "lines\"\n,1,ville,,2023-01-01,2023-01-31,,5,6,docs,stock,,range,1,stated,T,U,\n",
    "date,ville\r2023-01-31,\"a \"\"b\"\"\"\r2023-02-28,5\r",
};

enum { TABLES = sizeof tables / sizeof tables[0] };

static inline size_t sample_size(const char *table)
{
    return table[0] == '\xff' ? 36 : strlen(table);
}

#endif
