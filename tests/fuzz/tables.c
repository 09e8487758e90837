/*
 * tables.c: changes small tables at random and imports them, to find what crashes, hangs
 * or breaks a promise of intake.h.
 *
 * usage: tables csv|xlsx ROUNDS [START]
 *
 * The same rounds and start give the same files. A broken promise leaves the file in
 * tables-fault.bin and ends with exit status 1.
 */
#include "../workbook.h"

#include "essor/intake.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

enum { LONGEST = 16384 };

/* Vigna's splitmix64, public domain by its author: small, and the same everywhere. */
struct random {
    uint64_t state;
};

static size_t below(struct random *random, size_t n)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (size_t)((z ^ (z >> 31)) % n);
}

struct bytes {
    char at[LONGEST];
    size_t n;
};

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

/* What is likely to matter where it does not belong. */
static const char *const pieces[] = {"\"",
                                     ",",
                                     ";",
                                     "\t",
                                     "|",
                                     "\r",
                                     "\n",
                                     "\r\n",
                                     "\xff",
                                     "é",
                                     "\1",
                                     "\xe9",
                                     "2023-02-30",
                                     "03/04/2023",
                                     "1,5",
                                     "1.234",
                                     "<v>",
                                     "</v>",
                                     "",
                                     "'",
                                     "<row>",
                                     "</row>",
                                     "<c r=\"A1\">",
                                     "</c>",
                                     "t=\"s\"",
                                     "&lt;",
                                     "]]>",
                                     "1904",
                                     "9999999999999999999999",
                                     "-1",
                                     "\xe2\x80\xae",
                                     "<!DOCTYPE a>",
                                     "%",
                                     "ville"};

static void cut(struct bytes *bytes, size_t at, size_t n)
{
    memmove(bytes->at + at, bytes->at + at + n, bytes->n - at - n);
    bytes->n -= n;
}

static void insert(struct bytes *bytes, size_t at, const char *piece, size_t n)
{
    if (bytes->n + n <= LONGEST) {
        memmove(bytes->at + at + n, bytes->at + at, bytes->n - at);
        memcpy(bytes->at + at, piece, n);
        bytes->n += n;
    }
}

static void change(struct random *random, struct bytes *bytes)
{
    const size_t at = below(random, bytes->n + 1);
    const size_t rest = bytes->n - at, n = rest > 0 ? 1 + below(random, rest) : 0;
    const size_t few = n > 40 ? below(random, 40) : n;
    const char *piece = pieces[below(random, sizeof pieces / sizeof pieces[0])];
    char copy[64];
    switch (below(random, 5)) {
    case 0:
        if (rest > 0) {
            bytes->at[at] = (char)below(random, 256);
        }
        break;
    case 1:
        cut(bytes, at, few);
        break;
    case 2: /* twice the same */
        memcpy(copy, bytes->at + at, few);
        insert(bytes, at, copy, few);
        break;
    default:
        insert(bytes, at, piece, strlen(piece));
        break;
    }
}

static bool about(void *context, const char *series, enum es_kind *kind,
                  const char **unit)
{
    (void)context;
    *kind = series[0] == 'v' ? ES_STOCK : ES_WINDOW_TOTAL;
    *unit = "documents";
    return true;
}

static const char *broken; /* the promise, once there is one */
static size_t taken;

static void promise(bool kept, const char *words)
{
    if (!kept && broken == NULL) {
        broken = words;
    }
}

static enum es_status take(void *context, const struct es_figure *figure,
                           struct es_error *err)
{
    (void)context;
    (void)err;
    taken++;
    promise(isfinite(figure->value), "a value is a number");
    promise(figure->id[0] != '\0' && figure->series[0] != '\0', "figures have names");
    promise(figure->from_day <= figure->to_day, "windows end after they begin");
    promise(figure->quoted_step >= 0.0, "steps are not negative");
    promise((figure->qualifier == ES_RANGE) == !isnan(figure->value_hi),
            "ranges alone have an upper end");
    return ES_OK;
}

static void check_faults(const struct es_faults *faults, struct es_arena *arena)
{
    for (size_t i = 0; i < faults->n; i++) {
        char *text;
        const struct es_fault *fault = &faults->at[i];
        promise(es_fault_print(fault, &text, arena, NULL) == ES_OK,
                "faults can be shown");
        promise(fault->line == 0 || fault->column >= 1, "faults have a place");
        promise(i == 0 || faults->at[i - 1].line <= fault->line, "faults are in order");
    }
}

static void read_file(const char *path, struct es_arena *arena, size_t how)
{
    struct es_intake *intake;
    struct es_faults faults = {.at = NULL};
    struct es_error err;
    const struct es_reading_style style = {.published_day = ES_NO_DAY,
                                           .about = about,
                                           .decimal = (enum es_decimal)(how % 3),
                                           .order = (enum es_day_order)(how / 3 % 3)};
    taken = 0;
    if (es_intake_open(path, how % 7 == 0 ? NULL : &style, &intake, arena, &err) !=
        ES_OK) {
        promise(false, "what can be opened is understood or at fault");
        return;
    }
    const enum es_status status = es_intake_check(intake, &faults, &err);
    promise(status == ES_OK || status == ES_FINDING, "files are good or faulty");
    promise((status == ES_OK) == (faults.n == 0), "good files have no faults");
    check_faults(&faults, arena);
    if (status == ES_OK) {
        promise(es_intake_each(intake, take, NULL, &err) == ES_OK, "good files are read");
        promise(taken == es_intake_count(intake), "every figure is handed out");
    }
    es_intake_close(intake);
}

static void write_file(const char *path, const struct bytes *bytes)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes->at, 1, bytes->n, file) != bytes->n ||
        fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

static void make_csv(struct random *random, const char *path)
{
    struct bytes bytes = {.n = 0};
    const size_t i = below(random, sizeof tables / sizeof tables[0]);
    const bool wide = tables[i][0] == '\xff';
    bytes.n = wide ? 36 : strlen(tables[i]);
    memcpy(bytes.at, tables[i], bytes.n);
    for (size_t n = 1 + below(random, 6); n > 0; n--) {
        change(random, &bytes);
    }
    write_file(path, &bytes);
}

/* Changes the text of one part, or the bytes of the archive. */
static void make_xlsx(struct random *random, const char *path)
{
    struct part parts[] = {
        BOOK(""),
        BOOK_RELATIONS,
        BOOK_STYLES,
        {"xl/sharedStrings.xml", "<sst><si><t>date</t></si><si><t>ville</t></si></sst>"},
        BOOK_SHEET(1,
                   "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\">"
                   "<v>1</v></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>45169</v></c>"
                   "<c r=\"B2\" s=\"3\"><v>0.14</v></c></row><row r=\"3\"><c r=\"A3\" "
                   "t=\"inlineStr\"><is><t>oct. 2023</t></is></c><c r=\"B3\"><v>1.5"
                   "</v></c></row>")};
    enum { PARTS = sizeof parts / sizeof parts[0] };
    struct bytes bytes = {.n = 0};
    const bool whole = below(random, 4) == 0;
    const size_t i = below(random, PARTS);
    bytes.n = strlen(parts[i].text);
    memcpy(bytes.at, parts[i].text, bytes.n);
    for (size_t n = whole ? 0 : 1 + below(random, 6); n > 0; n--) {
        change(random, &bytes);
    }
    bytes.n = bytes.n < LONGEST ? bytes.n : LONGEST - 1;
    bytes.at[bytes.n] = '\0';
    parts[i].text = bytes.at;
    if (make_book(path, parts, PARTS) != 0 || !whole) {
        return;
    }
    FILE *file = fopen(path, "rb");
    bytes.n = file == NULL ? 0 : fread(bytes.at, 1, LONGEST, file);
    if (file != NULL) {
        (void)fclose(file);
    }
    for (size_t n = 1 + below(random, 6); n > 0; n--) {
        change(random, &bytes);
    }
    write_file(path, &bytes);
}

int main(int argc, char *argv[])
{
    char path[] = "/tmp/essor-tables-XXXXXX";
    struct es_arena *arena;
    const int fd = mkstemp(path);
    if (argc < 3 || fd < 0 || es_arena_open(&arena, NULL) != ES_OK) {
        (void)fprintf(stderr, "usage: tables csv|xlsx ROUNDS [START]\n");
        return 2;
    }
    (void)close(fd);
    const bool csv = strcmp(argv[1], "csv") == 0;
    const unsigned long rounds = strtoul(argv[2], NULL, 10);
    struct random random = {argc > 3 ? strtoull(argv[3], NULL, 10) : 1};
    for (unsigned long i = 0; i < rounds && broken == NULL; i++) {
        if (csv) {
            make_csv(&random, path);
        } else {
            make_xlsx(&random, path);
        }
        read_file(path, arena, below(&random, 63));
        es_arena_clear(arena);
    }
    es_arena_close(arena);
    if (broken != NULL) {
        (void)rename(path, "tables-fault.bin");
        (void)fprintf(stderr, "tables-fault.bin breaks: %s\n", broken);
        return 1;
    }
    (void)unlink(path);
    return 0;
}
