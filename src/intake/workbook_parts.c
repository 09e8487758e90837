#include "intake/workbook_parts.h"

#include "essor/suggest.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_SHEETS = 1024, MOST_CUSTOM = 4096, MOST_STYLES = 65536 };
#define MOST_SHARED ((size_t)256 * 1024 * 1024) /* bytes of all shared texts */

/* A growing array in an arena: room for one more, or NULL. */
static void *one_more(void *at, size_t n, size_t *room, size_t size,
                      struct es_arena *arena)
{
    if (n < *room) {
        return at;
    }
    const size_t wanted = *room == 0 ? 16 : *room * 2;
    void *larger = es_arena_array(arena, wanted, size);
    if (larger != NULL && n > 0) {
        memcpy(larger, at, n * size);
    }
    *room = larger == NULL ? *room : wanted;
    return larger;
}

/* xl/workbook.xml and its relations. */
struct directory {
    struct es_arena *arena;
    const char *name[MOST_SHEETS], *relation[MOST_SHEETS];
    size_t n;
    const char *wanted; /* relation of the sheet that is looked for */
    const char *target;
    bool from_1904, lost;
};

static const char *keep(struct directory *directory, const char *text)
{
    const char *kept = es_arena_copy(directory->arena, text);
    directory->lost = directory->lost || kept == NULL;
    return kept;
}

static void take_sheet(void *context, const char *name, const char *const attribute[])
{
    struct directory *directory = context;
    const char *epoch = es_attribute(attribute, "date1904");
    if (strcmp(name, "workbookPr") == 0 && epoch != NULL) {
        directory->from_1904 = strcmp(epoch, "1") == 0 || strcmp(epoch, "true") == 0;
    }
    const char *title = es_attribute(attribute, "name"),
               *relation = es_attribute(attribute, "id");
    if (strcmp(name, "sheet") == 0 && title != NULL && relation != NULL &&
        directory->n < MOST_SHEETS) {
        directory->name[directory->n] = keep(directory, title);
        directory->relation[directory->n++] = keep(directory, relation);
    }
}

static void take_relation(void *context, const char *name, const char *const attribute[])
{
    struct directory *directory = context;
    const char *id = es_attribute(attribute, "Id"),
               *target = es_attribute(attribute, "Target");
    if (strcmp(name, "Relationship") == 0 && id != NULL && target != NULL &&
        strcmp(id, directory->wanted) == 0) {
        directory->target = keep(directory, target);
    }
}

/* The sheet of that name, or the first; directory->n if there is none. */
static size_t find_sheet(const struct directory *directory, const char *sheet)
{
    size_t i = 0;
    while (sheet != NULL && i < directory->n && strcmp(directory->name[i], sheet) != 0) {
        i++;
    }
    return i;
}

static void refuse_sheet(const struct directory *directory, const char *sheet,
                         struct es_fault_list *faults)
{
    if (directory->n == 0) {
        es_fault_add(faults, NULL, ES_FAULT_E100, NULL, "the workbook has no sheet");
        return;
    }
    const char *near = es_suggest(sheet, directory->name, directory->n);
    const char *hint = "its sheets are";
    for (size_t i = 0; near == NULL && i < directory->n && i < 20 && hint != NULL; i++) {
        hint = es_arena_print(faults->arena, "%s%s \"%s\"", hint, i > 0 ? "," : "",
                              es_fault_quote(directory->name[i], faults->arena));
    }
    if (near != NULL) {
        hint = es_arena_print(faults->arena, "did you mean \"%s\"?",
                              es_fault_quote(near, faults->arena));
    }
    es_fault_add(faults, NULL, ES_FAULT_E100, hint, "the workbook has no sheet \"%s\"",
                 es_fault_quote(sheet, faults->arena));
}

/* The sheet's part: targets are relative to xl/ or begin with a slash. */
static enum es_status find_part(struct es_package *package, struct directory *directory,
                                size_t i, struct es_workbook_parts *parts,
                                struct es_error *err)
{
    static const struct es_xml_reader reader = {.start = take_relation};
    directory->wanted = directory->relation[i];
    ES_TRY(
        es_package_read(package, "xl/_rels/workbook.xml.rels", &reader, directory, err));
    if (directory->target == NULL) {
        return directory->lost ? es_no_memory(err) : ES_OK;
    }
    parts->sheet_name = directory->name[i];
    if (directory->target[0] == '/') {
        parts->sheet_part = directory->target + 1;
        return ES_OK;
    }
    ES_GIVEN(parts->sheet_part,
             es_arena_print(directory->arena, "xl/%s", directory->target), err);
    return ES_OK;
}

static enum es_status read_directory(struct es_package *package, const char *sheet,
                                     struct es_workbook_parts *parts,
                                     struct es_fault_list *faults, struct es_error *err)
{
    static const struct es_xml_reader reader = {.start = take_sheet};
    struct directory *directory;
    const size_t before = faults->n;
    ES_NEW(faults->arena, directory, 1, err);
    directory->arena = faults->arena;
    ES_TRY(es_package_read(package, "xl/workbook.xml", &reader, directory, err));
    if (directory->lost) {
        return es_no_memory(err);
    }
    parts->from_1904 = directory->from_1904;
    const size_t i = find_sheet(directory, sheet);
    if (faults->n == before && i == directory->n) {
        refuse_sheet(directory, sheet, faults);
    }
    if (faults->n > before) {
        return ES_OK;
    }
    ES_TRY(find_part(package, directory, i, parts, err));
    if (faults->n == before && parts->sheet_part == NULL) {
        es_fault_add(faults, NULL, ES_FAULT_E100, NULL,
                     "the workbook does not say where the sheet is");
    }
    return ES_OK;
}

/* xl/sharedStrings.xml: <si> holds <t>, or runs <r><t>; <rPh> is how it is spoken. */
struct sharing {
    struct es_arena *arena;
    struct es_workbook_parts *parts;
    size_t room, bytes, length;
    int spoken; /* depth inside <rPh> */
    bool inside, lost, full;
    char text[ES_WORKBOOK_MOST_TEXT + 1];
};

static void start_shared(void *context, const char *name, const char *const attribute[])
{
    struct sharing *sharing = context;
    (void)attribute;
    if (strcmp(name, "si") == 0) {
        sharing->length = 0;
    }
    sharing->spoken += strcmp(name, "rPh") == 0;
    sharing->inside = strcmp(name, "t") == 0 && sharing->spoken == 0;
}

static void add_shared(void *context, const char *text, size_t size)
{
    struct sharing *sharing = context;
    const size_t room = ES_WORKBOOK_MOST_TEXT - sharing->length;
    if (sharing->inside) {
        const size_t taken = size < room ? size : room;
        memcpy(sharing->text + sharing->length, text, taken);
        sharing->length += taken;
    }
}

static void end_shared(void *context, const char *name)
{
    struct sharing *sharing = context;
    struct es_workbook_parts *parts = sharing->parts;
    sharing->spoken -= strcmp(name, "rPh") == 0;
    sharing->inside = false;
    if (strcmp(name, "si") != 0 || sharing->lost || sharing->full) {
        return;
    }
    sharing->bytes += sharing->length + sizeof *parts->text;
    sharing->full = sharing->bytes > MOST_SHARED;
    parts->text = one_more(parts->text, parts->texts, &sharing->room, sizeof *parts->text,
                           sharing->arena);
    const char *kept =
        sharing->length == 0
            ? ""
            : es_arena_copy_n(sharing->arena, sharing->text, sharing->length);
    sharing->lost = parts->text == NULL || kept == NULL;
    if (!sharing->lost) {
        parts->text[parts->texts++] = kept;
    }
}

static enum es_status read_shared(struct es_package *package,
                                  struct es_workbook_parts *parts,
                                  struct es_fault_list *faults, struct es_error *err)
{
    static const struct es_xml_reader reader = {
        .start = start_shared, .end = end_shared, .text = add_shared};
    static const char name[] = "xl/sharedStrings.xml";
    struct sharing *sharing;
    if (!es_package_has(package, name)) {
        return ES_OK;
    }
    ES_NEW(faults->arena, sharing, 1, err);
    sharing->arena = faults->arena;
    sharing->parts = parts;
    ES_TRY(es_package_read(package, name, &reader, sharing, err));
    if (sharing->full) {
        es_fault_add(faults, NULL, ES_FAULT_E105, NULL,
                     "the texts of the workbook are longer than 256 MiB");
    }
    return sharing->lost ? es_no_memory(err) : ES_OK;
}

/* xl/styles.xml: formats with a code of their own, and which format each style has. */
struct styling {
    struct es_arena *arena;
    struct es_workbook_parts *parts;
    struct {
        int id;
        enum es_cell_format format;
    } custom[MOST_CUSTOM];
    size_t customs, room;
    bool inside, lost; /* inside <cellXfs> */
};

static enum es_cell_format find_format(const struct styling *styling, int id)
{
    for (size_t i = 0; i < styling->customs; i++) {
        if (styling->custom[i].id == id) {
            return styling->custom[i].format;
        }
    }
    return es_cell_format_built_in(id);
}

static void add_style(struct styling *styling, int id)
{
    struct es_workbook_parts *parts = styling->parts;
    parts->format = one_more(parts->format, parts->formats, &styling->room,
                             sizeof *parts->format, styling->arena);
    styling->lost = styling->lost || parts->format == NULL;
    if (!styling->lost) {
        parts->format[parts->formats++] = (unsigned char)find_format(styling, id);
    }
}

static void start_style(void *context, const char *name, const char *const attribute[])
{
    struct styling *styling = context;
    const char *id = es_attribute(attribute, "numFmtId"),
               *code = es_attribute(attribute, "formatCode");
    if (strcmp(name, "numFmt") == 0 && id != NULL && code != NULL &&
        styling->customs < MOST_CUSTOM) {
        styling->custom[styling->customs].id = (int)strtol(id, NULL, 10);
        styling->custom[styling->customs++].format = es_cell_format_of_code(code);
    }
    if (strcmp(name, "cellXfs") == 0) {
        styling->inside = true;
    } else if (strcmp(name, "xf") == 0 && styling->inside && !styling->lost &&
               styling->parts->formats < MOST_STYLES) {
        add_style(styling, id == NULL ? 0 : (int)strtol(id, NULL, 10));
    }
}

static void end_style(void *context, const char *name)
{
    struct styling *styling = context;
    if (strcmp(name, "cellXfs") == 0) {
        styling->inside = false;
    }
}

static enum es_status read_styles(struct es_package *package,
                                  struct es_workbook_parts *parts, struct es_arena *arena,
                                  struct es_error *err)
{
    static const struct es_xml_reader reader = {.start = start_style, .end = end_style};
    static const char name[] = "xl/styles.xml";
    struct styling *styling;
    if (!es_package_has(package, name)) {
        return ES_OK;
    }
    ES_NEW(arena, styling, 1, err);
    styling->arena = arena;
    styling->parts = parts;
    ES_TRY(es_package_read(package, name, &reader, styling, err));
    return styling->lost ? es_no_memory(err) : ES_OK;
}

enum es_status es_workbook_parts_read(struct es_package *package, const char *sheet,
                                      struct es_workbook_parts *parts,
                                      struct es_fault_list *faults, struct es_error *err)
{
    const size_t before = faults->n;
    *parts = (struct es_workbook_parts){.sheet_part = NULL};
    ES_TRY(read_directory(package, sheet, parts, faults, err));
    if (parts->sheet_part == NULL) {
        return ES_OK;
    }
    ES_TRY(read_shared(package, parts, faults, err));
    ES_TRY(read_styles(package, parts, faults->arena, err));
    if (faults->n > before) {
        parts->sheet_part = NULL;
    }
    return ES_OK;
}
