#include "render/axis.h"

#include "essor/date.h"

#include <math.h>
#include <stdio.h>

#define GAP 22.0       /* between two labels of a row */
#define FIRST_ROW 22.0 /* below the frame */
#define SECOND_ROW 48.0

/* A rhythm of ticks: every so many days of a month, or every so many months. */
struct rhythm {
    int days, months;
};

static const struct rhythm rhythms[] = {{1, 0},   {5, 0},   {10, 0},   {0, 1},   {0, 3},
                                        {0, 6},   {0, 12},  {0, 24},   {0, 60},  {0, 120},
                                        {0, 240}, {0, 600}, {0, 1200}, {0, 6000}};

static double x_of(const struct es_axis *axis, double day)
{
    return axis->left + (day - axis->from_day) / (axis->to_day - axis->from_day) *
                            (axis->right - axis->left);
}

/* The first day of the multiple of `step` months at or after a month, years counting from
 * 0. */
static int aligned_month(int month, int step)
{
    const int since_zero = month + 1970 * 12;
    return (since_zero + step - 1) / step * step - 1970 * 12;
}

/* The tick days of a rhythm, at most `most`; more than that: most + 1. */
static size_t list_ticks(const struct es_axis *axis, const struct rhythm *rhythm,
                         int day[], size_t most)
{
    const int first = (int)ceil(axis->from_day), last = (int)floor(axis->to_day);
    size_t n = 0;
    if (rhythm->months > 0) {
        int month = aligned_month(es_month_of_day(first), rhythm->months);
        month += es_month_first_day(month) < first ? rhythm->months : 0;
        for (; es_month_first_day(month) <= last; month += rhythm->months) {
            if (n == most) {
                return most + 1;
            }
            day[n++] = es_month_first_day(month);
        }
        return n;
    }
    for (int at = first; at <= last; at++) {
        int year, month, date;
        es_day_split(at, &year, &month, &date);
        if (rhythm->days > 1 && (date - 1) % rhythm->days != 0) {
            continue;
        }
        if (rhythm->days > 1 && date > 28) {
            continue; /* the first of the next month is near */
        }
        if (n == most) {
            return most + 1;
        }
        day[n++] = at;
    }
    return n;
}

/* What stands under a tick in the first row. */
static const char *tick_text(struct es_sheet *sheet, const struct rhythm *rhythm, int day)
{
    int year, month, date;
    char text[16];
    es_day_split(day, &year, &month, &date);
    if (rhythm->months > 0 && rhythm->months < 12) {
        return es_text_month_name(month, sheet->speech.language);
    }
    (void)snprintf(text, sizeof text, "%d", rhythm->months > 0 ? year : date);
    const char *copy = es_arena_copy(sheet->arena, text);
    sheet->speech.no_memory = sheet->speech.no_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

/* Centred under its tick, but within the left side of the frame and the right margin. */
static double centre_of(const struct es_sheet *sheet, const struct es_axis *axis, int day,
                        const char *text, enum es_look look)
{
    const double half = es_look_width(sheet->ruler, text, look) / 2.0;
    const double right = fmax(axis->right, sheet->width - ES_MARGIN);
    return fmax(fmin(x_of(axis, day), right - half), axis->left + half);
}

/* The month, or year, that a tick belongs to, and its name. */
static int group_of(const struct rhythm *rhythm, int day)
{
    int year, month, date;
    es_day_split(day, &year, &month, &date);
    return rhythm->months > 0 ? year : year * 12 + month;
}

static const char *group_text(struct es_sheet *sheet, const struct rhythm *rhythm,
                              int day)
{
    char name[16];
    int year, month, date;
    es_day_split(day, &year, &month, &date);
    (void)snprintf(name, sizeof name, "%d", year);
    return rhythm->months > 0 ? es_phrase_join(&sheet->speech, name, "", "")
                              : es_phrase_month(&sheet->speech, day);
}

/* Labels the groups in the second row, or only says whether they have room; the first may
 * be left out where the second needs its place. */
static bool second_row(struct es_sheet *sheet, const struct es_axis *axis,
                       const struct rhythm *rhythm, const int day[], size_t n, bool draw)
{
    double right = -INFINITY;
    struct es_label kept = {.text = ""};
    bool fits = true;
    for (size_t i = 0, groups = 0; i < n; i++) {
        if (i > 0 && group_of(rhythm, day[i]) == group_of(rhythm, day[i - 1])) {
            continue;
        }
        const char *text = group_text(sheet, rhythm, day[i]);
        const double half = es_look_width(sheet->ruler, text, ES_LOOK_STRONG) / 2.0;
        const double x = centre_of(sheet, axis, day[i], text, ES_LOOK_STRONG);
        const bool meets = x - half < right + GAP;
        fits = fits && (!meets || groups == 1);
        if (draw && !meets) {
            (void)es_layout_add(sheet->layout, kept);
        }
        kept = (struct es_label){.text = text,
                                 .x = x,
                                 .y = axis->bottom + SECOND_ROW,
                                 .align = ES_CENTER,
                                 .look = ES_LOOK_STRONG,
                                 .colour = ES_TEXT};
        right = x + half;
        groups++;
    }
    if (draw) {
        (void)es_layout_add(sheet->layout, kept);
    }
    return fits;
}

static bool rhythm_fits(struct es_sheet *sheet, const struct es_axis *axis,
                        const struct rhythm *rhythm, const int day[], size_t n)
{
    const enum es_look look = rhythm->months >= 12 ? ES_LOOK_STRONG : ES_LOOK_LABEL;
    double right = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        const double half =
            es_look_width(sheet->ruler, tick_text(sheet, rhythm, day[i]), look) / 2.0;
        const double x =
            centre_of(sheet, axis, day[i], tick_text(sheet, rhythm, day[i]), look);
        if (x - half < right + GAP) {
            return false;
        }
        right = x + half;
    }
    return rhythm->months >= 12 || second_row(sheet, axis, rhythm, day, n, false);
}

void es_axis_label(struct es_sheet *sheet, const struct es_axis *axis,
                   double tick[ES_AXIS_TICKS], size_t *ticks)
{
    enum { RHYTHMS = sizeof rhythms / sizeof *rhythms };
    int day[ES_AXIS_TICKS];
    size_t n = 0, chosen = 0;
    for (; chosen < RHYTHMS; chosen++) {
        n = list_ticks(axis, &rhythms[chosen], day, ES_AXIS_TICKS);
        if (n >= 1 && n <= ES_AXIS_TICKS &&
            rhythm_fits(sheet, axis, &rhythms[chosen], day, n)) {
            break;
        }
    }
    if (chosen == RHYTHMS) { /* no boundary falls inside: the first day stands for all */
        chosen = 0;
        day[0] = (int)ceil(axis->from_day);
        n = 1;
    }
    const struct rhythm *rhythm = &rhythms[chosen];
    for (size_t i = 0; i < n; i++) {
        const enum es_look look = rhythm->months >= 12 ? ES_LOOK_STRONG : ES_LOOK_LABEL;
        const char *text = tick_text(sheet, rhythm, day[i]);
        const struct es_label label = {
            .text = text,
            .x = centre_of(sheet, axis, day[i], text, look),
            .y = axis->bottom + FIRST_ROW,
            .align = ES_CENTER,
            .look = look,
            .colour = rhythm->months >= 12 ? ES_TEXT : ES_GREY,
        };
        (void)es_layout_add(sheet->layout, label);
        tick[i] = day[i];
    }
    *ticks = n;
    if (rhythm->months < 12) {
        (void)second_row(sheet, axis, rhythm, day, n, true);
    }
}
