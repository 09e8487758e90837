#include "render/sheet.h"

#include "essor/file.h"

#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = 1600,
    HEIGHT = 900,
    TITLE_PITCH = 45,
    SUBTITLE_PITCH = 28,
    NOTE_PITCH = 22,
    NAME_PITCH = 31,
    NOTE_LINES = 6
};
#define SCALE 2.0
#define MEASURED 0.99 /* what a measured width may be short of */
#define BARE_HEAD 8.0
#define BARE_FOOT 8.0
#define LAST_NOTE 32.0 /* middle of the last note, from the bottom */

enum es_status es_sheet_open(struct es_sheet *sheet, const struct es_chart_style *style,
                             struct es_arena *arena, struct es_error *err)
{
    *sheet = (struct es_sheet){
        .style = style,
        .arena = arena,
        .script = {.arena = arena},
        .speech = {.language = style->language, .arena = arena},
        .width = style->width > 0 ? style->width : WIDTH,
        .height = style->height > 0 ? style->height : HEIGHT,
        .scale = style->scale > 0.0 ? style->scale : SCALE,
    };
    struct es_palette palette;
    ES_TRY(es_measure_open(&sheet->ruler, err));
    ES_NEW(arena, sheet->layout, 1, err);
    sheet->layout->ruler = sheet->ruler;
    sheet->layout->width = sheet->width;
    sheet->layout->height = sheet->height;
    ES_TRY(es_palette_make(style, &palette, err));
    es_script_begin(&sheet->script, style->stem, sheet->width, sheet->height,
                    sheet->scale, &palette);
    return ES_OK;
}

void es_sheet_close(struct es_sheet *sheet)
{
    es_measure_close(sheet->ruler);
    sheet->ruler = NULL;
}

enum es_status es_sheet_clean(struct es_sheet *sheet, const char **text,
                              struct es_error *err)
{
    return es_measure_clean(sheet->ruler, *text == NULL ? "" : *text, text,
                            &sheet->replaced, sheet->arena, err);
}

enum es_status es_sheet_series(struct es_sheet *sheet,
                               const struct es_chart_series *series,
                               struct es_chart_series *clean, struct es_error *err)
{
    *clean = *series;
    ES_TRY(es_sheet_clean(sheet, &clean->label, err));
    ES_TRY(es_sheet_clean(sheet, &clean->sublabel, err));
    ES_TRY(es_sheet_clean(sheet, &clean->subject, err));
    ES_TRY(es_sheet_clean(sheet, &clean->unit, err));
    return es_sheet_clean(sheet, &clean->sources, err);
}

enum es_status es_sheet_label(struct es_sheet *sheet, struct es_label label, double room,
                              struct es_error *err)
{
    if (room > 0.0) {
        ES_TRY(es_measure_cut(sheet->ruler, &label.text, es_look_weight(label.look),
                              es_look_points(label.look), room, sheet->arena, err));
    }
    (void)es_layout_add(sheet->layout, label);
    return ES_OK;
}

/* Splits off the first line of *rest; a word longer than the line stays whole. */
static enum es_status next_line(struct es_sheet *sheet, const char **rest,
                                enum es_look look, double room, const char **line,
                                struct es_error *err)
{
    size_t bytes = es_measure_fit(sheet->ruler, *rest, es_look_weight(look),
                                  es_look_points(look), room);
    if (bytes == 0) {
        bytes = strcspn(*rest, " ");
    }
    ES_GIVEN(*line, es_arena_copy_n(sheet->arena, *rest, bytes), err);
    *rest += bytes;
    *rest += strspn(*rest, " ");
    return ES_OK;
}

static size_t count_lines(const struct es_sheet *sheet, const char *text, double room)
{
    size_t lines = 0;
    while (*text != '\0') {
        size_t bytes = es_measure_fit(sheet->ruler, text, es_look_weight(ES_LOOK_NOTE),
                                      es_look_points(ES_LOOK_NOTE), room);
        bytes = bytes > 0 ? bytes : strcspn(text, " ");
        text += bytes;
        text += strspn(text, " ");
        lines++;
    }
    return lines;
}

/* The width at which two lines of a title are as even as can be; all of the room for one
 * line. */
static double even_width(const struct es_sheet *sheet, const char *title, double room)
{
    const enum es_weight weight = es_look_weight(ES_LOOK_TITLE);
    const double points = es_look_points(ES_LOOK_TITLE);
    double width = room;
    if (es_measure_width(sheet->ruler, title, weight, points) <= room) {
        return room;
    }
    for (double narrower = room; narrower > room / 3.0; narrower -= 8.0) {
        const size_t first =
            es_measure_fit(sheet->ruler, title, weight, points, narrower);
        if (first == 0 ||
            es_measure_width(sheet->ruler, title + first, weight, points) > narrower) {
            break;
        }
        width = narrower;
    }
    return width;
}

enum es_status es_sheet_head(struct es_sheet *sheet, const char *title,
                             const char *subtitle, double *bottom, struct es_error *err)
{
    const double room = sheet->width - 2.0 * ES_MARGIN;
    const double first = even_width(sheet, title, room);
    struct es_label label = {
        .x = ES_MARGIN, .y = 50.0, .look = ES_LOOK_TITLE, .colour = ES_INK};
    const char *rest = title;
    sheet->title = title;
    sheet->subtitle = subtitle;
    *bottom = sheet->style->bare ? BARE_HEAD : label.y;
    if (sheet->style->bare) {
        return ES_OK;
    }
    for (int i = 0; i < 2 && *rest != '\0'; i++) {
        label.text = rest;
        if (i == 0) {
            ES_TRY(next_line(sheet, &rest, ES_LOOK_TITLE, first, &label.text, err));
        }
        ES_TRY(es_sheet_label(sheet, label, room, err));
        label.y += TITLE_PITCH;
    }
    label.look = ES_LOOK_SUBTITLE;
    label.colour = ES_TEXT;
    label.y += 1.0;
    rest = subtitle;
    for (int i = 0; i < 2 && *rest != '\0'; i++) {
        label.text = rest;
        if (i == 0) {
            ES_TRY(next_line(sheet, &rest, ES_LOOK_SUBTITLE, room, &label.text, err));
        }
        ES_TRY(es_sheet_label(sheet, label, room, err));
        *bottom = label.y + 16.0;
        label.y += SUBTITLE_PITCH;
    }
    return ES_OK;
}

/* The source note, with as many sources as two lines take. */
static const char *source_note(struct es_sheet *sheet, const char *sources, double room)
{
    for (size_t keep = es_phrase_source_count(sources); keep > 0; keep--) {
        const char *note = es_phrase_sources(&sheet->speech, sources, keep);
        if (keep == 1 || count_lines(sheet, note, room) <= 2) {
            return note;
        }
    }
    return "";
}

enum es_status es_sheet_row_name(struct es_sheet *sheet, const struct es_row_name *name,
                                 struct es_error *err)
{
    const char *line[3] = {name->label}, *rest = name->label;
    const size_t below = name->sublabel[0] != '\0' ? 1 : 0;
    const double width = es_look_width(sheet->ruler, name->label, name->look);
    size_t lines = 1;
    double pitch = name->pitch;
    if (width > name->room && name->height >= NAME_PITCH * (double)(2 + below) + 8.0) {
        ES_TRY(next_line(sheet, &rest, name->look, name->room, &line[0], err));
        line[1] = rest;
        lines = rest[0] != '\0' ? 2 : 1;
        pitch = lines == 2 ? NAME_PITCH : pitch;
    }
    line[lines] = name->sublabel;
    for (size_t i = 0; i < lines + below; i++) {
        const struct es_label label = {
            .text = line[i],
            .x = ES_MARGIN,
            .y = name->y + pitch * ((double)i - (double)(lines + below - 1) / 2.0),
            .look = i < lines ? name->look : name->below,
            .colour = i < lines ? ES_INK : ES_GREY};
        ES_TRY(es_sheet_label(sheet, label, name->room, err));
    }
    return ES_OK;
}

/* Adds the lines of a note to line[], at most `most`; the last is cut there. */
static enum es_status wrap_note(struct es_sheet *sheet, const char *note, double room,
                                const char *line[], size_t *lines, size_t most,
                                struct es_error *err)
{
    for (size_t i = 0; i < most && *note != '\0'; i++) {
        const char *rest = note;
        ES_TRY(next_line(sheet, &note, ES_LOOK_NOTE, room, &line[*lines], err));
        if (i + 1 == most) {
            line[*lines] = rest;
        }
        ES_TRY(es_measure_cut(sheet->ruler, &line[*lines], ES_REGULAR,
                              es_look_points(ES_LOOK_NOTE), room, sheet->arena, err));
        ++*lines;
    }
    return ES_OK;
}

/* Joins the next note to this one while both fit on one line; *used counts those taken.
 */
static enum es_status pack_notes(struct es_sheet *sheet, const char *const note[],
                                 size_t notes, double room, const char **packed,
                                 size_t *used, struct es_error *err)
{
    *packed = note[0];
    for (*used = 1; *used < notes; ++*used) {
        const char *longer;
        const char *joint = (*packed)[0] != '\0' && note[*used][0] != '\0' ? " " : "";
        ES_GIVEN(longer,
                 es_arena_print(sheet->arena, "%s%s%s", *packed, joint, note[*used]),
                 err);
        if (es_look_width(sheet->ruler, longer, ES_LOOK_NOTE) > room) {
            return ES_OK;
        }
        *packed = longer;
    }
    return ES_OK;
}

enum es_status es_sheet_foot(struct es_sheet *sheet, const char *const note[],
                             size_t notes, const char *sources, double *top,
                             struct es_error *err)
{
    const char *line[NOTE_LINES + 1] = {NULL}, *version;
    size_t lines = 0;
    if (sheet->style->bare) {
        *top = sheet->height - BARE_FOOT;
        return ES_OK;
    }
    const double whole = (sheet->width - 2.0 * ES_MARGIN) * MEASURED;
    ES_GIVEN(version,
             es_arena_print(sheet->arena, "essor %s, %s", ESSOR_VERSION,
                            sheet->style->fingerprint),
             err);
    const double room =
        whole - es_look_width(sheet->ruler, version, ES_LOOK_NOTE) - ES_MARGIN / 2.0;
    for (size_t i = 0, used; i < notes; i += used) {
        const char *packed;
        ES_TRY(pack_notes(sheet, note + i, notes - i, whole, &packed, &used, err));
        if (lines + count_lines(sheet, packed, whole) <= NOTE_LINES - 2) {
            ES_TRY(wrap_note(sheet, packed, whole, line, &lines, 3, err));
        }
    }
    const size_t before = lines;
    ES_TRY(
        wrap_note(sheet, source_note(sheet, sources, room), room, line, &lines, 2, err));
    lines = lines == before ? lines + 1 : lines; /* the version has a line of its own */
    const double last = sheet->height - LAST_NOTE;
    struct es_label label = {.look = ES_LOOK_NOTE, .colour = ES_GREY, .x = ES_MARGIN};
    for (size_t i = 0; i < lines; i++) {
        label.text = line[i] == NULL ? "" : line[i];
        label.y = last - NOTE_PITCH * (double)(lines - 1 - i);
        (void)es_layout_add(sheet->layout, label);
    }
    label = (struct es_label){.text = version,
                              .look = ES_LOOK_NOTE,
                              .colour = ES_GREY,
                              .x = sheet->width - ES_MARGIN,
                              .y = last,
                              .align = ES_RIGHT};
    (void)es_layout_add(sheet->layout, label);
    *top = last - NOTE_PITCH * (double)(lines - 1) - 14.0;
    return ES_OK;
}

enum es_status es_sheet_table(struct es_sheet *sheet,
                              void (*put)(FILE *out, const void *data), const void *data,
                              struct es_error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    if (out == NULL) {
        return es_no_memory(err);
    }
    put(out, data);
    const bool failed = ferror(out) != 0;
    enum es_status status = fclose(out) != 0 || failed ? es_no_memory(err) : ES_OK;
    if (status == ES_OK) {
        sheet->table = es_arena_copy_n(sheet->arena, bytes, size);
        status = sheet->table == NULL ? es_no_memory(err) : ES_OK;
    }
    free(bytes);
    return status;
}

enum es_status es_sheet_say(struct es_sheet *sheet, const char *const line[], size_t n,
                            struct es_error *err)
{
    const char *text;
    ES_GIVEN(text,
             es_arena_print(sheet->arena, "%s.\n%s\n", sheet->title, sheet->subtitle),
             err);
    for (size_t i = 0; i < n; i++) {
        ES_GIVEN(text,
                 es_arena_print(sheet->arena, "%s%s%s", text, line[i],
                                line[i][0] != '\0' ? "\n" : ""),
                 err);
    }
    sheet->alternative = text;
    return ES_OK;
}

static enum es_status write_file(const struct es_sheet *sheet, const char *extension,
                                 const char *text, struct es_error *err)
{
    const char *path;
    ES_GIVEN(path,
             es_arena_print(sheet->arena, "%s/%s.%s", sheet->style->directory,
                            sheet->style->stem, extension),
             err);
    return es_file_write(path, text, strlen(text), err);
}

/* Ends the script with the labels and the template, and writes all. */
static enum es_status publish(struct es_sheet *sheet, const char *template_text,
                              struct es_error *err)
{
    const char *text;
    if (sheet->speech.no_memory) {
        return es_no_memory(err);
    }
    es_script_labels(&sheet->script, sheet->layout);
    es_script_print(&sheet->script, "\n%s", template_text);
    ES_TRY(es_script_end(&sheet->script, &text, err));
    ES_TRY(write_file(sheet, "gp", text, err));
    ES_TRY(write_file(sheet, "csv", sheet->table, err));
    return write_file(sheet, "txt", sheet->alternative, err);
}

enum es_status es_sheet_make(const struct es_sheet_kind *kind, const void *chart,
                             const struct es_chart_style *style, size_t *replaced,
                             struct es_arena *arena, struct es_error *err)
{
    struct es_sheet sheet;
    enum es_status status = es_sheet_open(&sheet, style, arena, err);
    if (status == ES_OK) {
        status = kind->draw(&sheet, chart, err);
    }
    if (status == ES_OK) {
        status = publish(&sheet, kind->template_text, err);
    }
    es_sheet_close(&sheet);
    if (status == ES_OK && replaced != NULL) {
        *replaced = sheet.replaced;
    }
    return status;
}

bool es_sheet_passed_unseen(const struct es_chart_series *series)
{
    return series->targets > 0 && series->answer[0].state == ES_TARGET_REACHED &&
           series->answer[0].date.q90 < series->first_day;
}
